import type { Command } from 'commander';
import { clip } from '../clip.js';
import { type Io, makeCommand, type Tools } from '../command-line.js';
import { learnFromTicket, type LearntDocument } from '../learn-from-ticket.js';
import { byOption, countOption } from '../options.js';
import { table } from '../table.js';
import type { Ticket } from '../ticket.js';

const page = 200;
const sentAtOnce = 50;

interface Taken {
  id: string;
  status: string;
  reason: string | null;
}

/** Answers that people gave become documents, when somebody has looked at them: nothing is added without `--add`. */
export function learnCommand(io: Io): Command {
  return makeCommand<{ hours: number; tickets: number; add?: boolean; by: string }>(
    io,
    'learn',
    'show what resolved tickets could teach the knowledge base, without personal data; --add takes it in',
    async ({ desk, terminal }, { hours, tickets, add, by }) => {
      const learnt = await readLearnt(desk, tickets, hours);
      const items: Taken[] = [];
      if (add)
        for (let at = 0; at < learnt.length; at += sentAtOnce)
          items.push(...(await desk.post<{ items: Taken[] }>('/v1/knowledge/documents', { by, documents: learnt.slice(at, at + sentAtOnce) })).items);
      terminal.answer({ documents: learnt, items }, () => describe(learnt, items, add === true));
    },
    (command) =>
      command
        .option('--add', 'add them, marked as resolved tickets; an erased customer\'s go with them')
        .addOption(countOption('--hours <n>', 'only tickets that have been quiet for so many hours', 48, 100_000))
        .addOption(countOption('--tickets <n>', 'look at so many tickets, the newest first', 2_000, 100_000))
        .addOption(byOption()),
  );
}

async function readLearnt(desk: Tools['desk'], most: number, hours: number): Promise<LearntDocument[]> {
  const learnt: LearntDocument[] = [];
  let after = '';
  for (let seen = 0; seen < most; seen += page) {
    const query = new URLSearchParams({ limit: String(Math.min(page, most - seen)), ...(after && { after }) });
    const { items, next } = await desk.get<{ items: Ticket[]; next: string | null }>(`/v1/tickets?${query}`);
    learnt.push(...items.map((ticket) => learnFromTicket(ticket, new Date(), hours)).filter((one) => typeof one !== 'string'));
    if (next === null) break;
    after = next;
  }
  return learnt;
}

function describe(learnt: readonly LearntDocument[], items: readonly Taken[], added: boolean): string {
  if (learnt.length === 0) return 'No ticket that a person resolved teaches anything new.';
  if (added) return `${table(['document', 'status'], items.map(({ id, status, reason }) => [id, reason ? `${status}: ${reason}` : status]))}\n`;
  const rows = learnt.map(({ id, title, text }) => [id, clip(title, 50), clip(text.replace(/\s+/g, ' '), 70)]);
  return `${table(['document', 'question', 'answer'], rows)}\n\nRead them, then run it again with --add.`;
}
