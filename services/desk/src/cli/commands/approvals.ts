import { type Command, Option } from 'commander';
import { clip } from '../clip.js';
import { type Io, makeCommand } from '../command-line.js';
import { table } from '../table.js';
import type { Approval } from '../ticket.js';

export function approvalsCommand(io: Io): Command {
  return makeCommand<{ status: string }>(
    io,
    'approvals',
    'list what waits for approval',
    async ({ desk, terminal }, { status }) => {
      const { items } = await desk.get<{ items: Approval[] }>(`/v1/approvals?status=${status}`);
      terminal.answer({ items }, () => (items.length > 0 ? table(['approval', 'kind', 'ticket', 'expires', 'words', 'what'], items.map(row)) : `No approval is ${status}.`));
    },
    (command) => command.addOption(new Option('--status <status>', 'of this status').default('pending').choices(['pending', 'approved', 'rejected', 'expired', 'withdrawn', 'stale'])),
  );
}

function row({ approvalId, kind, ticketId, expiresAt, neededApprovals, decisions = [], action, draft }: Approval): string[] {
  const what = action ? `${action.tool} ${JSON.stringify(action.arguments)}` : `“${draft ?? ''}”`;
  return [approvalId, kind, ticketId ?? '', expiresAt ?? '', `${decisions.length}/${neededApprovals}`, clip(what, 90)];
}
