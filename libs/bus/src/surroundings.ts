import type { Database } from '@deskhand/kit/database.js';
import type { Committer } from './committer.js';
import type { Burial } from './dead-letter.js';
import type { Delivery, OutgoingEvent } from './delivery.js';
import type { Slots } from './slots.js';
import type { Write } from './statement.js';
import type { Tuning } from './tuning.js';

/** What a worker needs of the bus around it. */
export interface Surroundings {
  db: Database;
  committer: Committer;
  tuning: Tuning;
  log: BusLog;
  trace: Trace;
  /** Makes the record durable as a dead letter; answers the row that says so. */
  bury: (burial: Burial) => Promise<Write>;
  buried: () => void;
  /** One place for the whole process: of two suspects at once nobody could say which has ended it. */
  alone: Slots;
  /** More events that go with a dead letter. */
  mourn: (delivery: Delivery, error: unknown, service: string, body: unknown) => Promise<readonly OutgoingEvent[]>;
}

export interface BusLog {
  info(detail: object, message: string): void;
  warn(detail: object, message: string): void;
  error(detail: object, message: string): void;
}

/** Joins the handling to the trace that the headers carry, and what follows from it to the current one. */
export interface Trace {
  process<T>(delivery: Delivery, service: string, work: () => Promise<T>): Promise<T>;
  /** Of what follows from the delivery, or from the current request. */
  headers(delivery: Delivery | undefined): Record<string, string>;
}
