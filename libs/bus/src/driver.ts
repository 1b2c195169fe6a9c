import type { Lane } from '@deskhand/contracts/words.js';
import type { Sink } from './commit-batch.js';
import type { Burial, DeadLetterRow } from './dead-letter.js';
import type { RawRecord } from './incoming.js';

/** A record from outside: public input. */
export interface Appended {
  topic: string;
  key?: string;
  /** JSON text. */
  value: string | Buffer;
  headers?: Record<string, string>;
}

/** What differs between the two buses. */
export interface Driver {
  /** Where commits put their events. */
  sink(): Sink;
  start(): Promise<void>;
  /** From now on takes the events of these lanes, where lanes are apart. @throws when the broker does not take it */
  serve(lanes: readonly Lane[]): Promise<void>;
  /** The lanes whose events it is to take. */
  serving(): readonly Lane[];
  /** Those of them whose events come. */
  joined(): readonly Lane[];
  append(record: Appended): Promise<void>;
  /** Makes the record durable as a dead letter. */
  bury(burial: Burial): Promise<DeadLetterRow>;
  /** The dead letter itself: the original with the `dlq-*` headers added. */
  exhume(row: DeadLetterRow): Promise<RawRecord | undefined>;
  /** Puts the original back on its topic. */
  replay(row: DeadLetterRow, record: RawRecord): Promise<void>;
  /** Sentences that keep the desk from being ready. */
  reasons(): string[];
  /** Records behind, by service. */
  lag(): Record<string, number>;
  /** No new records from now on. */
  stop(): Promise<void>;
  /** The workers have closed: store positions, let go. */
  close(deadlineMs: number): Promise<void>;
}
