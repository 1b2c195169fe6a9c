import { topics, type TopicName } from '@deskhand/contracts/topics.js';
import { Permanent } from '@deskhand/kit/errors.js';
import type { SeenEvent } from '../decide/facts.js';

interface Envelope {
  id: string;
  topic: string;
  lane: string;
  key: string;
  subject: string | null;
  time: string;
  headers: Readonly<Record<string, string>>;
}

/** An event off the bus or from a request. What its body lacks is absent in the view. @throws Permanent when it is no event of this desk */
export function parseEvent(body: unknown, { id, topic, lane, key, subject, time, headers }: Envelope): SeenEvent {
  if (!isTopic(topic)) throw new Permanent(`"${topic}" is no topic of this desk.`);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Permanent('The body is not a JSON object.');
  if (!id || !key) throw new Permanent('The event has no id or no key.');
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) throw new Permanent('The event does not say when it happened.');
  return { id, topic, lane, key, subject: subject || null, at: at.toISOString(), headers, body };
}

function isTopic(name: string): name is TopicName {
  return Object.hasOwn(topics, name);
}
