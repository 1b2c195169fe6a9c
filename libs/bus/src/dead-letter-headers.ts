import { type Burial, errorType, reasonOf } from './dead-letter.js';
import type { RawHeaders } from './incoming.js';

/** Ours and Spring's (whose numbers are big-endian bytes), so that existing tools read the dead letter too. */
export function deadLetterHeaders({ group, incoming, error, attempts }: Burial, now: Date): Record<string, Buffer> {
  const { topic, partition, offset, timestamp } = incoming.place;
  const stack = error instanceof Error ? (error.stack ?? '').slice(0, 4_000) : '';
  const trace = incoming.headers.traceparent?.split('-')[1];
  const words = {
    'dlq-reason': reasonOf(error),
    'dlq-error-type': errorType(error),
    'dlq-attempts': String(attempts),
    'dlq-original-topic': topic,
    'dlq-original-partition': String(partition),
    'dlq-original-offset': offset,
    'dlq-original-timestamp': String(timestamp),
    'dlq-group': group,
    'dlq-at': now.toISOString(),
    ...(trace && { 'dlq-trace-id': trace }),
    'kafka_dlt-original-topic': topic,
    'kafka_dlt-original-consumer-group': group,
    'kafka_dlt-exception-fqcn': errorType(error),
    'kafka_dlt-exception-message': reasonOf(error),
    'kafka_dlt-exception-stacktrace': stack,
  };
  return {
    ...Object.fromEntries(Object.entries(words).map(([name, word]) => [name, Buffer.from(word)])),
    'kafka_dlt-original-partition': int32(partition),
    'kafka_dlt-original-offset': int64(offset),
    'kafka_dlt-original-timestamp': int64(timestamp),
  };
}

/** Ours come last where the original had a header of the same name. */
export function withDeadLetterHeaders(original: RawHeaders, added: Record<string, Buffer>): RawHeaders {
  const headers = { ...original };
  for (const [name, value] of Object.entries(added)) headers[name] = Object.hasOwn(original, name) ? [original[name]!, value].flat() : value;
  return headers;
}

const names = new Set([
  ...['reason', 'error-type', 'attempts', 'original-topic', 'original-partition', 'original-offset', 'original-timestamp', 'group', 'at', 'trace-id'].map(
    (name) => `dlq-${name}`,
  ),
  ...['original-topic', 'original-consumer-group', 'original-partition', 'original-offset', 'original-timestamp'].map((name) => `kafka_dlt-${name}`),
  ...['fqcn', 'message', 'stacktrace'].map((name) => `kafka_dlt-exception-${name}`),
]);

/** The original's headers again: what was added is the last value of each of our names. */
export function withoutDeadLetterHeaders(headers: RawHeaders): RawHeaders {
  // fromEntries defines each name as it is: an assignment would lose a header called __proto__.
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => {
    if (!names.has(name)) return [[name, value]];
    if (!Array.isArray(value) || value.length < 2) return [];
    return [[name, value.length === 2 ? value[0]! : value.slice(0, -1)]];
  }));
}

function int32(n: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(n);
  return bytes;
}

function int64(n: number | string): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(n));
  return bytes;
}
