import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { builtClassifier } from '@deskhand/intent/perform/built-classifier.js';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type RecordedEvent, type Replayed, replayTurns } from '../../evals/replay-turns.js';
import { shippedCatalogue } from '../../shipped-catalogue.js';
import { clip } from '../clip.js';
import { type Io, makeCommand } from '../command-line.js';
import type { DeskHttp } from '../desk-http.js';
import { table } from '../table.js';

const pageSize = 500;
const shown = 50;
/** Events of a turn follow it: those of the last turns are read past the end. */
const afterMs = 60_000;

interface Arguments {
  from: string;
  to: string;
  catalogue: string;
}

/** `deskhand replay`: the desk's own archive decided again, with another catalogue. Exit code 0 also where decisions differ: that is the answer. */
export function replayCommand(io: Io): Command {
  return makeCommand<Arguments>(
    io,
    'replay',
    'decide the recorded turns again and list every decision that would differ: what is wanted, how sure, and whether a person is asked for at once',
    async ({ desk, terminal }, { from, to, catalogue: dir }) => {
      const catalogue = loadCatalogue(dir);
      const classifier = await builtClassifier(catalogue.examples);
      const told = (count: number) => void (terminal.err.isTTY && terminal.err.write(`\r${count} events read \u001b[K`));
      const events = await readArchive(desk, from, to, told);
      if (terminal.err.isTTY) terminal.err.write('\r\u001b[K');
      const replayed = replayTurns(events, catalogue, classifier);
      terminal.answer({ from, to, catalogue: dir, ...replayed }, () => describe(replayed));
    },
    (it) => it.addOption(timeOption('--from <time>', 'from this time on (RFC 3339)', () => new Date(0))).addOption(timeOption('--to <time>', 'until then', () => new Date())).option('--catalogue <dir>', 'the candidate', shippedCatalogue),
  );
}

function timeOption(flags: string, description: string, usual: () => Date): Option {
  return new Option(flags, description).default(usual().toISOString()).argParser((text) => {
    if (Number.isNaN(Date.parse(text))) throw new InvalidArgumentError('It must be a time such as 2026-11-20T10:00:00Z.');
    return new Date(text).toISOString();
  });
}

async function readArchive(desk: DeskHttp, from: string, to: string, progress: (count: number) => void): Promise<RecordedEvent[]> {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  const events: RecordedEvent[] = [];
  for (let after = 0, read = 0; ; ) {
    const { items, next } = await desk.get<{ items: RecordedEvent[]; next: number }>(`/v1/events?after=${after}&limit=${pageSize}`);
    if (items.length === 0) return events;
    progress((read += items.length));
    for (const event of items) {
      const at = Date.parse(event.at);
      if (at >= begin && at <= end + (event.topic === 'ticket.received.v1' ? 0 : afterMs)) events.push(event);
    }
    after = next;
  }
}

function describe({ turns, leftOut, differences }: Replayed): string {
  const same = turns - differences.length;
  const head = `${turns} turns decided again: ${same} the same, ${differences.length} different.${leftOut ? ` ${leftOut} left out (undecided, or erased).` : ''}`;
  if (differences.length === 0) return head;
  const rows = differences.slice(0, shown).flatMap(({ ticketId, turn, text, changed }) => changed.map(({ decision, was, would }, n) => [n ? '' : `${ticketId}/${turn}`, decision, was, would, n ? '' : clip(text, 60)]));
  const more = differences.length > shown ? `\n… and ${differences.length - shown} more: --json has them all.` : '';
  return `${head}\n\n${table(['ticket/turn', 'decision', 'was', 'would be', 'text'], rows)}${more}`;
}
