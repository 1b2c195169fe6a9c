import type { ArchiveSource } from './archive-source.js';
import type { Replayed } from './difference.js';
import { readSource } from './read-source.js';
import { replayArchive, type ReplayOptions } from './replay-archive.js';
import { replayedTopics } from './turn-book.js';
import type { Concern } from './what-if.js';

interface Brief {
  classified: { intent: string; confidence: number };
  mentionsRefund: boolean;
}

/** Decides only those turns again which a changed setting can concern; the others are counted and are the same. */
export async function replayConcerned(source: ArchiveSource, options: ReplayOptions, topics: readonly string[], concerns: (turn: Concern) => boolean): Promise<Replayed> {
  const { from, to } = options;
  const tickets = new Set<string>();
  const turns = new Set<string>();
  const briefs = { topics, from: new Date(from).toISOString(), brief: true };
  for await (const { at, ticketId, turn, body } of readSource(source, briefs, to)) {
    if (!ticketId || Date.parse(at) > to) continue;
    const { classified, mentionsRefund } = body as Brief;
    if (!classified.intent) continue;
    turns.add(`${ticketId}/${turn}`);
    if (concerns({ ...classified, mentionsRefund })) tickets.add(ticketId);
    options.progress?.(turns.size);
  }
  const replayed = await replayArchive(readTickets(source, tickets), { ...options, progress: () => {} });
  return { ...replayed, turns: Math.max(turns.size - replayed.leftOut, replayed.turns) };
}

async function* readTickets(source: ArchiveSource, tickets: ReadonlySet<string>) {
  for (const ticketId of tickets) yield* readSource(source, { topics: replayedTopics, ticketId });
}
