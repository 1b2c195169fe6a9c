import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { type Io, makeCommand, type Tools } from '../command-line.js';
import { describeTicket } from '../describe-ticket.js';
import { exitCodes, Failure } from '../failure.js';
import { identityToken } from '../identity-token.js';
import { asOption, countOption, secondsOption } from '../options.js';
import { sendFile } from '../send-file.js';
import { submit, waitForSettled } from '../submit.js';
import { isSettled } from '../ticket.js';

export interface SendOptions {
  file?: string;
  as?: string;
  source: string;
  conversation?: string;
  concurrency: number;
  wait: number;
  out?: string;
}

export function sendCommand(io: Io): Command {
  return makeCommand<SendOptions>(io, 'send [text...]', 'submit a ticket, or a file of them, and wait for the answer', send, (command) =>
    command
      .option('--file <jsonl>', 'one ticket a line, {"text", "id"?, …} as POST /v1/tickets takes it; a table of outcomes at the end')
      .option('--out <jsonl>', 'with --file: write what became of each ticket, one line each')
      .addOption(countOption('--concurrency <n>', 'with --file: tickets under way at a time', 16, 256))
      .addOption(asOption())
      .option('--source <name>', 'the source that the tickets come from', 'cli')
      .option('--conversation <id>', 'the conversation that the ticket belongs to')
      .addOption(secondsOption('--wait <seconds>', 'how long to wait for a ticket to settle', 60)),
  );
}

async function send(tools: Tools, options: SendOptions, ...words: string[]): Promise<void> {
  const text = words.flat().join(' ');
  if (Boolean(text) === Boolean(options.file)) throw new Failure('Give either a text or --file: deskhand send "My order 12345 is late"', exitCodes.usage);
  const token = await identityToken(tools.env, options.as);
  if (options.file) return sendFile(tools, options, options.file, token);
  const { desk, terminal } = tools;
  const customer = token && { identityToken: token };
  const { ticketId } = await submit(desk, { source: options.source, id: randomUUID(), text, channel: 'api', customer, conversationId: options.conversation });
  const ticket = await waitForSettled(desk, ticketId, options.wait);
  terminal.answer(ticket, () => describeTicket(ticket, terminal));
  if (options.wait > 0 && !isSettled(ticket)) throw new Failure(`${ticketId} is not settled after ${options.wait} s; look again: deskhand show ${ticketId}`);
}
