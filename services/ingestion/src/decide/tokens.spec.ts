import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPersonalData } from './find-personal-data.js';
import { normaliseValue } from './normalise-value.js';
import { personalKinds } from './personal-span.js';
import { replaceSpans } from './replace-spans.js';
import { escapeTokens, maskCard, tokenOf, tokensIn } from './tokens.js';

const digest = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 10, maxLength: 64 });

test('a token is found again, holds no personal data, and is one even beside others', () => {
  fc.assert(
    fc.property(fc.constantFrom(...personalKinds), digest, (kind, hex) => {
      const token = tokenOf(kind, kind === 'card' ? '4111111111111111' : 'value', hex);
      expect(tokensIn(`${token}${token} a ${token}<`)).toEqual([token]);
      expect(findPersonalData(`see ${token}, ${token}!`, { orderNumbers: [] })).toEqual([]);
    }),
  );
});

test('a card token keeps the last four, and that is what people see', () => {
  expect(tokenOf('card', '4111111111111111', 'abcdef0123456')).toBe('<CARD_1111_abcdef0123>');
  expect(maskCard('<CARD_1111_abcdef0123>')).toBe('**** 1111');
});

test('escaped, what is not one\'s own is no token any more, and the rest is untouched', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('<EMAIL_0123456789>', '<PHONE_aaaaaaaaaa>', '<CARD_1111_0123456789>', '<', '>')), { maxLength: 8 }), (parts) => {
      const text = parts.join('');
      const own = (token: string) => token === '<PHONE_aaaaaaaaaa>';
      const escaped = escapeTokens(text, own);
      expect(tokensIn(escaped).filter((token) => !own(token))).toEqual([]);
      expect(escaped.replaceAll('‹', '<').replaceAll('›', '>')).toBe(text.replaceAll('‹', '<').replaceAll('›', '>'));
    }),
  );
});

test('replaced spans leave everything else as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string({ minLength: 1 }))), fc.string(), (pairs, rest) => {
      let text = '';
      const spans = pairs.map(([before, value]) => {
        const start = text.length + before.length;
        text += before + value;
        return { start, end: text.length, type: 'person' as const };
      });
      expect(replaceSpans(text + rest, spans, () => '|')).toBe(pairs.map(([before]) => `${before}|`).join('') + rest);
      expect(replaceSpans(text + rest, spans, (value) => value)).toBe(text + rest);
    }),
  );
});

describe('two spellings of one thing', () => {
  test.each([
    ['card', '4111 1111-1111 1111', '4111111111111111'],
    ['ssn', '078-05-1120', '078 05 1120'],
    ['iban', 'de89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
    ['email', 'Jane dot Doe at Example dot COM', 'jane.doe@example.com'],
    ['email', 'jane (at) example [dot] com', 'jane@example.com'],
    ['phone', '0049 (30) 123-456', '+4930123456'],
    ['ip', 'FE80::1', 'fe80::1'],
    ['person', ' Ada  LOVELACE', 'ada lovelace'],
    ['address', '5 Elm Street, Boston', '5 elm street boston'],
  ] as const)('%s %s', (kind, one, other) => expect(normaliseValue(kind, one)).toBe(normaliseValue(kind, other)));

  test('and two things stay two', () => {
    expect(normaliseValue('email', 'a.b@example.com')).not.toBe(normaliseValue('email', 'ab@example.com'));
    expect(normaliseValue('phone', '+1 415 555 0132 x12')).not.toBe(normaliseValue('phone', '+1 415 555 0132'));
    expect(normaliseValue('email', 'pat@data.example')).toBe('pat@data.example');
  });
});
