import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { type Io, makeCommand } from '../command-line.js';
import { conversationOf } from '../conversation-of.js';
import { byOption } from '../options.js';
import type { Conversation } from '../ticket.js';
import { describeConversation } from './hold.js';

export function replyCommand(io: Io): Command {
  return makeCommand<{ by: string }>(
    io,
    'reply <conversation> <text>',
    'answer a customer as a person, which takes the conversation over',
    async ({ desk, terminal }, { by }, id, text) => {
      const conversation = await desk.post<Conversation>(`${await conversationOf(desk, id!)}/replies`, { id: randomUUID(), by, text });
      terminal.answer(conversation, () => describeConversation(conversation));
    },
    (command) => command.addOption(byOption()),
  );
}
