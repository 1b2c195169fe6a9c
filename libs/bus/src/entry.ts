import type { OutgoingEvent } from './delivery.js';
import type { StoredEvent } from './stored-event.js';
import type { Write } from './statement.js';

/** One outcome on its way into a batch. */
export interface Entry {
  readonly service: string;
  /** What the inbox remembers; null where nothing can come twice. */
  readonly inboxId: string | null;
  readonly writes: readonly Write[];
  readonly events: readonly Omit<StoredEvent, 'seq'>[];
  /** A durable attempt was noted before handling: it goes with the commit. */
  readonly attempted: boolean;
  readonly bytes: number;
}

export type Verdict = 'committed' | 'duplicate' | 'conflict';

export interface EntryParts {
  service: string;
  inboxId: string | null;
  writes?: readonly Write[];
  events?: readonly OutgoingEvent[];
  headers?: Record<string, string>;
  attempted?: boolean;
}

export function entryOf({ service, inboxId, writes = [], events = [], headers = {}, attempted = false }: EntryParts): Entry {
  const at = new Date().toISOString();
  const stored = events.map(({ body, ...event }) => ({ ...event, service, headers, value: JSON.stringify(body), at }));
  const bytes = stored.reduce((sum, { value }) => sum + value.length, 0) + writes.reduce((sum, { row }) => sum + roughSize(row), 0);
  return { service, inboxId, writes, events: stored, attempted, bytes };
}

/** Enough to keep a batch within bounds without turning every row into JSON twice. */
function roughSize(row: object): number {
  return Object.values(row).reduce((sum: number, value: unknown) => sum + (typeof value === 'string' ? value.length : 500), 100);
}
