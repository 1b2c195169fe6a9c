import fc from 'fast-check';
import { expect, it } from 'vitest';
import { deadLetterHeaders, withDeadLetterHeaders, withoutDeadLetterHeaders } from './dead-letter-headers.js';
import type { Incoming } from './incoming.js';

const incoming = {
  place: { topic: 't.v1', partition: 3, offset: '9007199254740993', timestamp: 1_700_000_000_123 },
  headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
} as unknown as Incoming;
const burial = { service: 's', group: 's.canary', incoming, error: new TypeError('odd'), attempts: 5 };

it('adds our headers and Springs, and takes off exactly those', () => {
  const added = deadLetterHeaders(burial, new Date(0));
  const name = fc.oneof(fc.string(), fc.constantFrom('__proto__', ...Object.keys(added)));
  const bytes = fc.uint8Array({ maxLength: 8 }).map((array) => Buffer.from(array));
  const headers = fc.dictionary(name, fc.oneof(bytes, fc.array(bytes, { minLength: 2, maxLength: 3 })));
  fc.assert(fc.property(headers, (original) => void expect(withoutDeadLetterHeaders(withDeadLetterHeaders(original, added))).toEqual(original)));
});

it('says what happened, where and how often', () => {
  const headers = deadLetterHeaders(burial, new Date(0));
  expect(headers['dlq-reason']!.toString()).toBe('odd');
  expect(headers['dlq-trace-id']!.toString()).toBe('0af7651916cd43dd8448eb211c80319c');
  expect(headers['dlq-original-offset']!.toString()).toBe('9007199254740993');
  expect(headers['kafka_dlt-original-offset']!.readBigInt64BE()).toBe(9007199254740993n);
  expect(headers['kafka_dlt-original-partition']!.readInt32BE()).toBe(3);
  expect(headers['kafka_dlt-original-consumer-group']!.toString()).toBe('s.canary');
  expect(headers['kafka_dlt-exception-fqcn']!.toString()).toBe('TypeError');
});
