import type { Command } from 'commander';
import { clip } from '../clip.js';
import { type Io, makeCommand } from '../command-line.js';
import { Failure } from '../failure.js';
import { countOption } from '../options.js';
import { table } from '../table.js';

interface Row {
  idempotencyKey: string;
  ticketId: string;
  tool: string;
  arguments: Record<string, unknown>;
  status: string;
  attempts: number;
  reconciled: boolean;
  refusal: { code: string } | null;
  intendedAt: string;
}

interface Checked {
  rows: number;
  statuses: Record<string, number>;
  disagreements: { idempotencyKey: string; tool: string; conversationId: string; status: string; wrong: string[] }[];
}

interface Chosen {
  conversation?: string;
  ticket?: string;
  key?: string;
  limit: number;
}

/** `deskhand ledger` shows what was written to the shop, `deskhand ledger verify` holds it against the shop's own memory. */
export function ledgerCommand(io: Io): Command {
  return makeCommand<Chosen>(
    io,
    'ledger',
    'list the writes to the shop, newest first',
    async ({ desk, terminal }, { conversation, ticket, key, limit }) => {
      const query = new URLSearchParams({ limit: String(limit), ...(conversation && { conversation }), ...(ticket && { ticket }), ...(key && { key }) });
      const { items } = await desk.get<{ items: Row[] }>(`/v1/ledger?${query}`);
      terminal.answer({ items }, () => (items.length > 0 ? table(['intended', 'tool', 'status', 'sent', 'ticket', 'key', 'arguments'], items.map(row)) : 'Nothing was written.'));
    },
    (command) =>
      command
        .option('--conversation <id>', 'of this conversation')
        .option('--ticket <id>', 'of this ticket')
        .option('--key <key>', 'of this idempotency key')
        .addOption(countOption('--limit <n>', 'at most so many', 100, 1_000)),
  ).addCommand(verifyCommand(io));
}

function verifyCommand(io: Io): Command {
  return makeCommand(io, 'verify', "hold every row against its cause and the shop's own memory", async ({ desk, terminal }) => {
    const checked = await desk.get<Checked>('/v1/ledger/verify');
    const { rows, statuses, disagreements } = checked;
    if (disagreements.length > 0) throw new Failure(disagreements.map(describe).join('\n'), 1, checked);
    const counted = Object.entries(statuses).map(([status, count]) => `${count} ${status}`).join(', ');
    terminal.answer(checked, () => `The ledger agrees with the shop: ${rows} rows${counted && ` (${counted})`}.`);
  });
}

function row({ idempotencyKey, ticketId, tool, arguments: args, status, attempts, reconciled, refusal, intendedAt }: Row): string[] {
  const end = `${status}${refusal ? ` (${refusal.code})` : ''}${reconciled ? ', by asking' : ''}`;
  return [intendedAt, tool, end, `${attempts}x`, ticketId, idempotencyKey.slice(0, 12), clip(JSON.stringify(args), 100)];
}

function describe({ idempotencyKey, tool, conversationId, status, wrong }: Checked['disagreements'][number]): string {
  return `${tool} ${idempotencyKey} (${status}, in ${conversationId}): ${wrong.join('; ')}`;
}
