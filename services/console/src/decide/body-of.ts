import type { Payloads, TopicName } from '@deskhand/contracts/topics.js';
import type { SeenEvent } from './facts.js';

/** The body as its topic's type, where the event is of that topic. */
export function bodyOf<T extends TopicName>(event: SeenEvent, topic: T): Payloads[T] | undefined {
  return event.topic === topic ? (event.body as Payloads[T]) : undefined;
}
