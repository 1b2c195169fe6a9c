import type { Message } from 'kafkajs';
import type { StoredEvent } from '../stored-event.js';

/** An event as a CloudEvents 1.0 record in binary mode. */
export function kafkaRecord({ service, topic, lane, key, id, subject, headers, value, at }: Omit<StoredEvent, 'seq'>): Message {
  return {
    key,
    value,
    headers: {
      ...headers,
      ce_specversion: '1.0',
      ce_id: id,
      ce_source: `deskhand/${service}`,
      ce_type: topic,
      ce_time: at,
      ...(subject !== null && { ce_subject: subject }),
      ce_lane: lane,
      'content-type': 'application/json',
    },
  };
}
