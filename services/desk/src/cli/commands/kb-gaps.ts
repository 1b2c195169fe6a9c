import { groupQuestions } from '@deskhand/retrieval/decide/group-questions.js';
import type { Command } from 'commander';
import { clip } from '../clip.js';
import { type Io, makeCommand, type Tools } from '../command-line.js';
import { countOption } from '../options.js';
import { table } from '../table.js';
import type { Ticket } from '../ticket.js';

const page = 200;

/** What customers asked and no document answered: what to write next. */
export function gapsCommand(io: Io): Command {
  return makeCommand<{ tickets: number; limit: number }>(
    io,
    'gaps',
    'list the questions that no document answered, those about the same together',
    async ({ desk, terminal }, { tickets, limit }) => {
      const unanswered = await readUnanswered(desk, tickets);
      const groups = groupQuestions(unanswered).slice(0, limit);
      const rows = groups.map(({ count, question }) => [String(count), clip(question.replace(/\s+/g, ' '), 100)]);
      terminal.answer({ unanswered: unanswered.length, groups }, () => (rows.length > 0 ? table(['asked', 'for example'], rows) : 'No question went without an answer from the documents.'));
    },
    (command) => command.addOption(countOption('--tickets <n>', 'look at so many tickets, the newest first', 2_000, 100_000)).addOption(countOption('--limit <n>', 'at most so many groups', 30, 1_000)),
  );
}

async function readUnanswered(desk: Tools['desk'], most: number): Promise<string[]> {
  const questions: string[] = [];
  let after = '';
  for (let seen = 0; seen < most; seen += page) {
    const query = new URLSearchParams({ limit: String(Math.min(page, most - seen)), ...(after && { after }) });
    const { items, next } = await desk.get<{ items: Ticket[]; next: string | null }>(`/v1/tickets?${query}`);
    for (const { escalation, messages } of items) if (escalation?.code === 'no_grounding') questions.push(messages.findLast(({ from }) => from === 'customer')?.text ?? '');
    if (next === null) break;
    after = next;
  }
  return questions.filter(Boolean);
}
