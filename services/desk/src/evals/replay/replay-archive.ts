import type { Turn } from '@deskhand/actions/decide/turn.js';
import type { Baseline, Candidate } from './candidate.js';
import type { Replayed } from './difference.js';
import type { RecordedEvent } from './recorded-event.js';
import type { RecordedTurn } from './recorded-turn.js';
import { replayTurn } from './replay-turn.js';
import { TurnBook } from './turn-book.js';

export interface ReplayOptions {
  readonly candidate: Candidate;
  readonly baseline: Baseline;
  readonly mode: Turn['mode'];
  /** Turns received in this span are decided again. */
  readonly from: number;
  readonly to: number;
  readonly progress?: (turns: number) => void;
}

/** Decides every recorded turn again and lists what would differ. Nothing is sent, written or called. */
export async function replayArchive(events: AsyncIterable<RecordedEvent>, options: ReplayOptions): Promise<Replayed> {
  const replayed: Replayed = { turns: 0, withoutBaseline: 0, leftOut: 0, askedAnew: 0, searches: 0, differences: [] };
  const book = new TurnBook();
  for await (const event of events) for (const turn of book.take(event)) await add(replayed, turn, options);
  for (const turn of book.end()) await add(replayed, turn, options);
  return { ...replayed, searches: options.candidate.knowledge.searches };
}

async function add(replayed: Replayed, turn: RecordedTurn, { candidate, baseline, mode, from, to, progress }: ReplayOptions): Promise<void> {
  const at = Date.parse(turn.at);
  if (at < from || at > to) return;
  const isKnown = turn.read?.catalogueVersion === baseline.catalogue.version;
  const difference = await replayTurn(turn, candidate, isKnown ? baseline : null, mode);
  if (difference === undefined) replayed.leftOut++;
  else {
    replayed.turns++;
    if (!isKnown) replayed.withoutBaseline++;
    if (turn.read?.cascade && turn.read.cascade.promptVersion !== candidate.promptVersion) replayed.askedAnew++;
    if (difference) replayed.differences.push(difference);
  }
  progress?.(replayed.turns + replayed.leftOut);
}
