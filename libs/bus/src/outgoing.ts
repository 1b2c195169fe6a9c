import type { Payload, TopicName } from '@deskhand/contracts/topics.js';
import type { Lane } from '@deskhand/contracts/words.js';
import type { Cause, OutgoingEvent } from './delivery.js';
import { deriveId } from './derive-id.js';

export interface OutgoingOptions {
  /** Tells several events of one cause on one topic apart. */
  n?: string | number;
  subject?: string | null;
  key?: string;
  lane?: Lane;
}

/**
 * The id is derived from the cause, so a handler that runs twice says the same thing twice.
 * Where the body has a member `eventId` (pass any string), it becomes the id.
 */
export function outgoing<T extends TopicName>(
  cause: Pick<Cause, 'id' | 'lane' | 'key' | 'subject'>,
  topic: T,
  body: Payload<T>,
  options: OutgoingOptions = {},
): OutgoingEvent {
  const id = deriveId(cause.id, topic, options.n ?? '');
  return {
    id,
    topic,
    lane: options.lane ?? cause.lane,
    key: options.key ?? cause.key,
    subject: options.subject === undefined ? cause.subject : options.subject,
    body: 'eventId' in body ? { ...body, eventId: id } : body,
  };
}
