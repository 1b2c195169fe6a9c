import type { Command } from 'commander';
import { type Io, makeCommand } from '../command-line.js';
import { byOption } from '../options.js';
import type { Approval } from '../ticket.js';

export function approveCommand(io: Io): Command {
  return makeCommand<{ by: string; text?: string }>(
    io,
    'approve <approval>',
    'approve a reply or an action',
    async ({ desk, terminal }, { by, text }, id) => {
      const approval = await desk.post<Approval>(`/v1/approvals/${encodeURIComponent(id!)}/approve`, { by, text });
      terminal.answer(approval, () => describe(approval, by));
    },
    (command) => command.addOption(byOption()).option('--text <text>', 'send this instead of the draft'),
  );
}

function describe({ approvalId, status, neededApprovals, decisions = [] }: Approval, by: string): string {
  if (status === 'pending') return `${approvalId}: ${by} has approved; ${neededApprovals - decisions.length} more must.`;
  return `${approvalId} is ${status}.`;
}
