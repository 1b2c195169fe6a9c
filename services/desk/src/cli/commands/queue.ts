import { type Command, Option } from 'commander';
import { clip } from '../clip.js';
import { type Io, makeCommand } from '../command-line.js';
import { countOption } from '../options.js';
import { table } from '../table.js';
import type { Ticket } from '../ticket.js';

const levels = ['immediate', 'high', 'medium'];

export function queueCommand(io: Io): Command {
  return makeCommand<{ queue?: string; state: string; limit: number }>(
    io,
    'queue',
    'list the tickets that wait for people, most urgent first',
    async ({ desk, terminal }, { queue, state, limit }) => {
      const query = new URLSearchParams({ state, limit: String(limit), ...(queue && { queue }) });
      const { items } = await desk.get<{ items: Ticket[] }>(`/v1/tickets?${query}`);
      // The list is newest first; who has waited longest is served first within a level.
      const sorted = items.toReversed().sort((a, b) => urgency(a) - urgency(b));
      terminal.answer({ items: sorted }, () => (sorted.length > 0 ? table(['level', 'queue', 'code', 'ticket', 'conversation', 'last message'], sorted.map(row)) : `No ticket is ${state}.`));
    },
    (command) =>
      command
        .option('--queue <name>', 'support, sales, billing, technical, legal or trust_and_safety')
        .addOption(new Option('--state <state>', 'the state of the tickets').default('escalated').choices(['escalated', 'assigned', 'awaiting_approval']))
        .addOption(countOption('--limit <n>', 'at most so many', 50, 200)),
  );
}

function urgency({ escalation }: Ticket): number {
  const at = levels.indexOf(escalation?.level ?? '');
  return at < 0 ? levels.length : at;
}

function row({ escalation, ticketId, conversationId, messages }: Ticket): string[] {
  const last = messages.findLast(({ from }) => from === 'customer');
  return [escalation?.level ?? '-', escalation?.queue ?? '-', escalation?.code ?? '-', ticketId, conversationId, clip(last?.text ?? '', 60)];
}
