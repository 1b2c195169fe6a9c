import type { Seen } from './lane-watcher.ts';

export interface Verdict {
  tickets: number;
  conversations: number;
  /** Conversations of the canary lane. */
  canary: number;
  /** Tickets that never came to rest. */
  lost: string[];
  /** Turns that were answered with more than one reply. */
  twice: string[];
  /** Conversations with events on topics of two lanes, or an outcome of another lane. */
  switched: string[];
  /** Records on public topics that came again with the id they had: what at-least-once permits. */
  repeated: number;
}

/** Holds what was seen against what was sent: `sent` has the tickets of each conversation. */
export function judgeLanes(sent: ReadonlyMap<string, readonly string[]>, seen: ReadonlyMap<string, Seen>): Verdict {
  const verdict: Verdict = { tickets: 0, conversations: sent.size, canary: 0, lost: [], twice: [], switched: [], repeated: 0 };
  for (const [conversationId, ids] of sent) {
    verdict.tickets += ids.length;
    const known = seen.get(conversationId);
    for (const id of ids) if (!known?.outcomes.has(id)) verdict.lost.push(id);
    if (!known) continue;
    const lanes = new Set([...known.lanes, ...known.outcomes.values()]);
    if (lanes.has('canary')) verdict.canary++;
    if (lanes.size > 1) verdict.switched.push(conversationId);
    for (const [turn, replies] of known.replies) {
      if (replies.size > 1) verdict.twice.push(turn);
      for (const times of replies.values()) verdict.repeated += times - 1;
    }
  }
  return verdict;
}
