import { Command } from 'commander';
import type { Io } from '../command-line.js';
import { addCommand } from './kb-add.js';
import { gapsCommand } from './kb-gaps.js';
import { learnCommand } from './kb-learn.js';
import { checkCommand, listCommand, removeCommand, searchCommand, showDocumentCommand } from './kb-look.js';

/** `deskhand kb …`: the knowledge base of a running desk. */
export function kbCommand(io: Io): Command {
  const command = new Command('kb').description('add to the knowledge base, search and check it');
  for (const make of [addCommand, listCommand, showDocumentCommand, checkCommand, searchCommand, gapsCommand, learnCommand, removeCommand]) command.addCommand(make(io));
  return command;
}
