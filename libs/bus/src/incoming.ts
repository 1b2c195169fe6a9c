import type { Lane } from '@deskhand/contracts/words.js';
import { deriveId } from './derive-id.js';

/** A record as it lay on the bus, to be put back bit by bit. */
export interface RawRecord {
  key: Buffer | null;
  value: Buffer | null;
  headers: RawHeaders;
}
/** A name that came several times has a list. */
export type RawHeaders = Record<string, Buffer | Buffer[]>;

/** Where a record lies. Embedded: partition 0, offset = seq. */
export interface Place {
  topic: string;
  partition: number;
  offset: string;
  /** Milliseconds. */
  timestamp: number;
}

/** A record on its way to a handler; the driver's half of a `Delivery`. */
export interface Incoming {
  id: string;
  topic: string;
  lane: Lane;
  key: string;
  subject: string | null;
  source: string;
  time: string;
  appendedAt: string;
  headers: Record<string, string>;
  value: Buffer | string | null;
  place: Place;
  raw: () => RawRecord;
}

/** The sender's source is part of it: an outsider cannot make an event of ours look handled by using its id. */
export function inboxId({ topic, source, id }: Pick<Incoming, 'topic' | 'source' | 'id'>): string {
  return deriveId(topic, source, id);
}
