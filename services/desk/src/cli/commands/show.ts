import type { Command } from 'commander';
import { type Io, makeCommand } from '../command-line.js';
import { describeTicket } from '../describe-ticket.js';
import { secondsOption } from '../options.js';
import { waitForSettled } from '../submit.js';

export function showCommand(io: Io): Command {
  return makeCommand<{ wait: number }>(
    io,
    'show <ticket>',
    'print a ticket',
    async ({ desk, terminal }, { wait }, ticketId) => {
      const ticket = await waitForSettled(desk, ticketId!, wait);
      terminal.answer(ticket, () => describeTicket(ticket, terminal));
    },
    (command) => command.addOption(secondsOption('--wait <seconds>', 'wait until the turn is settled', 0)),
  );
}
