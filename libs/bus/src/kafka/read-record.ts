import { type Lane, lanes } from '@deskhand/contracts/words.js';
import type { KafkaMessage } from 'kafkajs';
import { createHash } from 'node:crypto';
import type { Incoming, RawHeaders } from '../incoming.js';

export interface Origin {
  /** The topic's name on the broker and in the map. */
  brokerTopic: string;
  topic: string;
  partition: number;
  /** The lane of the topic; where a topic is not split, the lane that the record names. */
  lane: Lane;
  laned: boolean;
}

/** Reads a record in CloudEvents' binary or structured mode, or a bare one. Never throws: what cannot be read is the handler's, and so the dead letter's. */
export function readRecord(origin: Origin, message: KafkaMessage): Incoming {
  const headers = words(message.headers);
  const structured = headers['content-type']?.toLowerCase().startsWith('application/cloudevents+json') ? parseObject(message.value) : undefined;
  const attribute = (name: string) => (structured ? text(structured[name]) : headers[`ce_${name}`]) || undefined;
  const { brokerTopic, topic, partition } = origin;
  const appendedAt = new Date(Number(message.timestamp)).toISOString();
  const id = attribute('id') ?? createHash('sha256').update(`${brokerTopic}|${partition}|${message.offset}`).digest('hex');
  return {
    id,
    topic,
    lane: origin.laned ? origin.lane : laneOf(attribute('lane')),
    // Records without a key have no order to keep.
    key: message.key?.toString() || id,
    subject: attribute('subject') ?? null,
    source: attribute('source') ?? 'outside',
    time: timeOf(attribute('time')) ?? appendedAt,
    appendedAt,
    headers,
    value: structured ? dataOf(structured) : message.value,
    place: { topic: brokerTopic, partition, offset: message.offset, timestamp: Number(message.timestamp) },
    raw: () => rawRecord(message),
  };
}

export function rawRecord(message: Pick<KafkaMessage, 'key' | 'value' | 'headers'>) {
  const headers: RawHeaders = {};
  for (const [name, value] of Object.entries(message.headers ?? {}))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.map((one) => Buffer.from(one)) : Buffer.from(value);
  return { key: message.key, value: message.value, headers };
}

/** Of a name that came several times the first counts. */
function words(headers: KafkaMessage['headers']): Record<string, string> {
  const entries = Object.entries(headers ?? {}).map(([name, value]) => [name, String((Array.isArray(value) ? value[0] : value) ?? '')]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function parseObject(value: Buffer | null): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(String(value));
    return parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed) ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function dataOf({ data, data_base64 }: Record<string, unknown>): Buffer | string | null {
  if (typeof data_base64 === 'string') return Buffer.from(data_base64, 'base64');
  return data === undefined ? null : JSON.stringify(data);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function laneOf(word: string | undefined): Lane {
  return lanes.find((lane) => lane === word) ?? 'stable';
}

function timeOf(word: string | undefined): string | undefined {
  const at = word ? Date.parse(word) : NaN;
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
