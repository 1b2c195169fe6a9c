import type { Violation } from './violation.js';
import type { WatchedEvent } from './watched-event.js';

/** All that the archive holds of one conversation and the rules look at. */
export interface Story {
  readonly events: readonly WatchedEvent[];
  /** Milliseconds. */
  readonly now: number;
  /** When the archive last held nearly all that had been said: what is missing from it later is really missing. */
  readonly caughtUpAt: number;
}

/** What a rule makes of a story. */
export interface Finding {
  readonly violations: readonly Violation[];
  /** Nothing can be said before this moment (ms); null when there is nothing to wait for. */
  readonly lookAgainAt: number | null;
}

export const nothingFound: Finding = { violations: [], lookAgainAt: null };

/** Whether something that is not in the archive by now will not come any more. */
export function isMissing({ now, caughtUpAt }: Story, since: string, patienceMs: number): boolean {
  const until = Date.parse(since) + patienceMs;
  return now >= until && caughtUpAt >= until;
}
