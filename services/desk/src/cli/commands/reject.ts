import type { Command } from 'commander';
import { type Io, makeCommand } from '../command-line.js';
import { byOption } from '../options.js';
import type { Approval } from '../ticket.js';

export function rejectCommand(io: Io): Command {
  return makeCommand<{ by: string; reason?: string }>(
    io,
    'reject <approval>',
    'reject a reply or an action; the ticket goes to a person',
    async ({ desk, terminal }, { by, reason }, id) => {
      const approval = await desk.post<Approval>(`/v1/approvals/${encodeURIComponent(id!)}/reject`, { by, reason });
      terminal.answer(approval, () => `${approval.approvalId} is ${approval.status}.`);
    },
    (command) => command.addOption(byOption()).option('--reason <text>', 'why'),
  );
}
