import type { OutgoingEvent } from './delivery.js';
import type { StoredEvent } from './stored-event.js';
import type { Write } from './statement.js';

/** One outcome on its way into a batch. */
export interface Entry {
  readonly service: string;
  /** What the inbox remembers, of each delivery that it settles; none where nothing can come twice. */
  readonly inboxIds: readonly string[];
  readonly writes: readonly Write[];
  readonly events: readonly Omit<StoredEvent, 'seq'>[];
  /** Those of which a durable attempt was noted before handling: it goes with the commit. */
  readonly attempted: readonly string[];
  readonly bytes: number;
}

/** `torn`: some of its deliveries had been handled before, so none was committed now. */
export type Verdict = 'committed' | 'duplicate' | 'conflict' | 'torn';

export interface EntryParts {
  service: string;
  inboxIds: readonly string[];
  writes?: readonly Write[];
  events?: readonly OutgoingEvent[];
  headers?: Record<string, string>;
  attempted?: readonly string[];
}

export function entryOf({ service, inboxIds, writes = [], events = [], headers = {}, attempted = [] }: EntryParts): Entry {
  const at = new Date().toISOString();
  const stored = events.map(({ body, ...event }) => ({ ...event, service, headers, value: JSON.stringify(body), at }));
  const bytes = stored.reduce((sum, { value }) => sum + value.length, 0) + writes.reduce((sum, { row }) => sum + roughSize(row), 0);
  return { service, inboxIds, writes, events: stored, attempted, bytes };
}

/** Enough to keep a batch within bounds without turning every row into JSON twice. */
function roughSize(row: object): number {
  return Object.values(row).reduce((sum: number, value: unknown) => sum + (typeof value === 'string' ? value.length : 500), 100);
}
