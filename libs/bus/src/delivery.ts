import type { TopicName } from '@deskhand/contracts/topics.js';
import type { Lane } from '@deskhand/contracts/words.js';
import type { Write } from './statement.js';

/** One event as a handler meets it. */
export interface Delivery {
  /** `ce_id`; where the sender gave none, a hash of topic, partition and offset. */
  readonly id: string;
  readonly topic: TopicName;
  readonly lane: Lane;
  readonly key: string;
  /** The ticket. */
  readonly subject: string | null;
  readonly source: string;
  /** When it happened (`ce_time`), ISO 8601. */
  readonly time: string;
  /** When the bus took it, ISO 8601; the only clock that senders cannot set. */
  readonly appendedAt: string;
  readonly headers: Readonly<Record<string, string>>;
  /** 1 for the first try. */
  readonly attempt: number;
}

/** What an event or a request brings about, committed in one transaction. */
export interface Outcome {
  readonly events: readonly OutgoingEvent[];
  readonly writes: readonly Write[];
  readonly afterCommit?: () => void;
}

export interface OutgoingEvent {
  readonly id: string;
  readonly topic: TopicName;
  readonly lane: Lane;
  readonly key: string;
  readonly subject: string | null;
  readonly body: object;
}

/** Where derived ids begin: a delivery, or a request that `Bus.write` serves. */
export interface Cause {
  readonly id: string;
  readonly lane: Lane;
  readonly key: string;
  readonly subject: string | null;
  /** ISO 8601; the "now" of everything that follows from it. */
  readonly time: string;
}

export type Handler = (body: unknown, delivery: Delivery) => Promise<Outcome | undefined>;

/** One delivery of several that a handler takes together. */
export interface Delivered {
  readonly body: unknown;
  readonly delivery: Delivery;
}

/** All of one key, in order, each of them once. */
export type BatchHandler = (deliveries: readonly Delivered[]) => Promise<Outcome | undefined>;
