import type { Payloads, TopicName } from '@deskhand/contracts/topics.js';

/** An event as the watcher reads it from the archive. */
export interface WatchedEvent {
  readonly id: string;
  readonly topic: TopicName;
  readonly lane: string;
  /** When it was said, ISO 8601. */
  readonly at: string;
  readonly conversationId: string;
  readonly ticketId: string | null;
  readonly turn: number | null;
  readonly body: unknown;
}

/** The body as its topic's type, where the event is of that topic. What was written by an older desk may lack members. */
export function toldIn<T extends TopicName>(event: WatchedEvent, topic: T): Partial<Payloads[T]> | undefined {
  return event.topic === topic ? (event.body as Partial<Payloads[T]>) : undefined;
}
