import type { Command } from 'commander';
import { type Io, makeCommand } from '../command-line.js';
import { describeEvent, type ArchivedEvent } from '../describe-event.js';
import { readEvents } from '../read-events.js';

export function tailCommand(io: Io): Command {
  return makeCommand<{ ticket?: string; conversation?: string }>(
    io,
    'tail',
    'print events as they happen',
    async ({ desk, terminal }, { ticket, conversation }) => {
      const query = new URLSearchParams({ ...(ticket && { ticketId: ticket }), ...(conversation && { conversationId: conversation }) });
      for await (const event of readEvents<ArchivedEvent>(desk, `/v1/events?${query}`)) terminal.item(event, () => describeEvent(event, terminal));
    },
    (command) => command.option('--ticket <id>', 'of this ticket only, from its beginning').option('--conversation <id>', 'of this conversation only, from its beginning'),
  );
}
