import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answersCode, asksForCode, isCodeOnly } from './answers-code.js';
import { isLive, judgeCode, type OfferedCode } from './judge-code.js';

const now = '2026-11-20T10:00:00.000Z';
const offer: OfferedCode = { codeId: 'c1', seq: 1, customerId: 'cus_1', digest: '123456', state: 'sent', tries: 0, glances: 0, expiresAt: '2026-11-20T10:05:00.000Z' };
const matches = ({ digest }: OfferedCode, digits: string) => digest === digits;
const judge = (text: string, ...offers: OfferedCode[]) => judgeCode(text, offers, now, matches);

describe('a code typed back', () => {
  test.each([
    ['123456', '[code]'],
    ["it's 123456 thanks", "it's [code] thanks"],
    ['It’s 123 456.', 'It’s [code].'],
    ['here you go: 123-456', 'here you go: [code]'],
    ['The code is 123456, please refund order 20003 now', 'The code is [code], please refund order 20003 now'],
    ['１２３４５６', '[code]'],
    ['ok, got the mail an hour later: 123456 :)', 'ok, got the mail an hour later: [code] :)'],
  ])('%j is taken and does not stay in the text', (text, hidden) => {
    expect(judge(text, offer)).toMatchObject({ kind: 'accepted', text: hidden, changed: { state: 'used' } });
  });

  test.each([
    ['My order 654321 is late'],
    ['Where is #123456?'],
    ['It cost $123456'],
    ['+49 123456'.replace(' 123456', ' 1234567')],
    ['order 1234567'],
    ['W123456'],
    ['123456.50 USD'],
  ])('%j is no answer: no try is lost and nothing is hidden', (text) => {
    expect(judge(text, offer)).toMatchObject({ kind: 'none', text });
    expect(judge(text, offer).changed?.tries ?? 0).toBe(0);
  });

  test.each([
    ['used', { ...offer, state: 'used' as const }],
    ['given up', { ...offer, state: 'ended' as const }],
    ['out of tries', { ...offer, tries: 5 }],
    ['expired', { ...offer, expiresAt: now }],
    ['mailed to nobody', { ...offer, customerId: null }],
    ['not sent, for there were too many', { ...offer, state: 'silent' as const }],
    ['not looked up yet', { ...offer, state: 'asked' as const }],
  ])('one that is %s opens nothing, and is hidden all the same', (_, dead) => {
    expect(judge('my code is 123456', dead)).toMatchObject({ kind: 'wrong', text: 'my code is [code]' });
    expect(judge('123456', dead).kind).toBe('wrong');
  });

  test('only the newest counts, and without an offer a number is a number', () => {
    expect(judge('123456', offer, { ...offer, codeId: 'c2', digest: '999999' })).toMatchObject({ kind: 'wrong', text: '[code]' });
    expect(judge('is order 123456 mine', offer, { ...offer, codeId: 'c2', digest: '999999' }).text).toBe('is order [code] mine');
    expect(judge('123456')).toEqual({ kind: 'none', text: '123456', changed: undefined });
  });
});

test('whatever is typed, at most ten numbers are ever compared with a code that still opens something', () => {
  const guess = fc.integer({ min: 0, max: 999_999 }).map((n) => String(n).padStart(6, '0'));
  const message = fc.tuple(fc.constantFrom('', 'the code is ', 'order ', 'is it '), fc.array(guess, { minLength: 1, maxLength: 8 })).map(([words, guesses]) => words + guesses.join(' or '));
  fc.assert(
    fc.property(fc.array(message, { maxLength: 30 }), (messages) => {
      const compared = new Set<string>();
      let current: OfferedCode = { ...offer, digest: 'none' };
      for (const text of messages) {
        const live = isLive(current, now);
        current = judgeCode(text, [current], now, (_, digits) => (live && compared.add(`${text} ${digits}`), false)).changed ?? current;
      }
      expect(compared.size).toBeLessThanOrEqual(10);
    }),
  );
});

test('the right number after five wrong answers, or after five in passing, opens nothing', () => {
  const play = (texts: string[]) =>
    texts.reduce<{ offer: OfferedCode; kind: string }>(
      (before, text) => {
        const verdict = judge(text, before.offer);
        return { offer: verdict.changed ?? before.offer, kind: verdict.kind };
      },
      { offer, kind: '' },
    );
  expect(play(['1', '2', '3', '4', '5'].map((n) => `the code is 11111${n}`).concat('123456')).kind).toBe('wrong');
  expect(play(['111111 222222 333333 444444 555555 123456']).kind).toBe('wrong');
  expect(play(['1', '2', '3', '4', '5'].map((n) => `where is parcel 11111${n}`).concat('where is parcel 123456')).kind).toBe('none');
  expect(play(['1', '2', '3', '4'].map((n) => `the code is 11111${n}`).concat('123456')).kind).toBe('accepted');
});

test.each([
  ['please send me a new code', true], ["I didn't get the code", true], ['the code never arrived', true], ['resend the code', true],
  ['what is the discount code', false], ['thanks', false],
])('%j asks for a code: %s', (text, asks) => expect(asksForCode(text)).toBe(asks));

test('what is an answer, and what says nothing else', () => {
  expect([answersCode('123456'), answersCode('the zip code is 123456 in the address'), answersCode('where is 123456')]).toEqual([true, false, false]);
  expect([isCodeOnly("it's [code] thanks"), isCodeOnly('[code], cancel it'), isCodeOnly('thanks')]).toEqual([true, false, false]);
});
