import type { Database } from '@deskhand/kit/database.js';
import type { KafkaOptions } from '../kafka/kafka-driver.js';

/** One driver with real servers under it. */
export interface Rig {
  driver: 'embedded' | 'kafka';
  start(): Promise<void>;
  stop(): Promise<void>;
  /** For buses of this process. */
  db(): Database;
  kafka(): KafkaOptions | undefined;
  /** Environment for processes of their own: a database that nobody has open. */
  apart(): Promise<Record<string, string>>;
}
