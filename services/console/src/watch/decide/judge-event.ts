import { rawPersonalData } from './raw-personal-data.js';
import { unauthenticatedActions } from './unauthenticated-actions.js';
import type { Violation } from './violation.js';
import type { WatchPolicy } from './watch-policy.js';
import type { WatchedEvent } from './watched-event.js';

/** What one event tells by itself: most tickets need no more. */
export function judgeEvent(event: WatchedEvent, policy: WatchPolicy): Violation[] {
  return [...rawPersonalData(event, policy), ...unauthenticatedActions({ events: [event], now: 0, caughtUpAt: 0 }).violations];
}
