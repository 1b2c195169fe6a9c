import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.js';
import { contentOf } from './content-of.js';

test('RFC 8785: members by UTF-16 units, also those that look like numbers', () => {
  expect(canonicalJson({ '10': 1, '9': '2', b: [null, true], '\u20ac': '€', '\r': 'cr', '1': 'one', '😀': 's', '\ufb33': 'd', ö: 'o' })).toBe(
    '{"\\r":"cr","1":"one","10":1,"9":"2","b":[null,true],"ö":"o","€":"€","😀":"s","\ufb33":"d"}',
  );
});

test('is the same for the same members in any order, and reads back as they are', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.oneof(fc.string({ unit: 'binary' }), fc.dictionary(fc.string(), fc.string()))), (value) => {
      const mixed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(mixed)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

const submission = { source: 's', id: '1', text: 'hello', customer: { id: 'cus_1', identityToken: 'a' }, createdAt: '2026-11-20T10:00:00Z' };
test('the token and the time of writing are no content; all else is', () => {
  expect(contentOf({ ...submission, createdAt: undefined, customer: { id: 'cus_1', identityToken: 'b' } })).toBe(contentOf(submission));
  for (const more of [{ text: 'hello ' }, { subject: '' }, { channel: 'api' }, { conversationId: 's:1' }, { metadata: {} }, { customer: { id: 'cus_1', name: 'Ada' } }])
    expect(contentOf({ ...submission, ...more })).not.toBe(contentOf(submission));
});

test('a customer of a token alone is as good as none', () => {
  const { customer: _, ...anonymous } = submission;
  expect(contentOf({ ...anonymous, customer: { identityToken: 'a' } })).toBe(contentOf(anonymous));
});

test('a customer with nothing but a token is as good as none', () => {
  const none = { source: 's', id: '1', text: 'hello' };
  for (const customer of [{}, { identityToken: 'a' }, { id: undefined, identityToken: 'a' }]) expect(contentOf({ ...none, customer })).toBe(contentOf(none));
});
