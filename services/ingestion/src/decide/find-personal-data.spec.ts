import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findOrderNumbers } from '@deskhand/catalogue/order-number.js';
import { findPersonalData } from './find-personal-data.js';

const shop = { orderNumberPattern: String.raw`#?[A-Z]?\d{5,8}` };
function found(text: string, customerName?: string): string[] {
  return findPersonalData(text, { orderNumbers: findOrderNumbers(text, shop), customerName }).map(({ start, end, type }) => `${type} ${text.slice(start, end)}`);
}

describe('what is found', () => {
  test.each([
    ['I paid with 4111 1111 1111 1111 yesterday', ['card 4111 1111 1111 1111']],
    ['card 4111-1111-1111-1111, exp 12/27', ['card 4111-1111-1111-1111']],
    ['amex 374744544168082.', ['card 374744544168082']],
    ['my cc 503802053770 was charged', ['card 503802053770']],
    ['cards 4111111111111111 5555555555554444', ['card 4111111111111111', 'card 5555555555554444']],
    ['write to Mallory.Quine+shop@mail.example.org!', ['email Mallory.Quine+shop@mail.example.org']],
    ['<ünal@exämple.de>', ['email ünal@exämple.de']],
    ['mail jane dot doe at example dot com', ['email jane dot doe at example dot com']],
    ['jane (at) example.com or jane[at]example[dot]com', ['email jane (at) example.com', 'email jane[at]example[dot]com']],
    ['call +1 415 555 0132 or (415) 555-0132 x12', ['phone +1 415 555 0132', 'phone (415) 555-0132 x12']],
    ['541-714-1388', ['phone 541-714-1388']],
    ['+41 (0)96 471 07 95', ['phone +41 (0)96 471 07 95']],
    ['030 12345678', ['phone 030 12345678']],
    ['my phone: 358 0594', ['phone 358 0594']],
    ['no message came to my registered 358 0594.', ['phone 358 0594']],
    ['my number is 5403926876', ['phone 5403926876']],
    ['IBAN DE89 3704 0044 0532 0130 00 please', ['iban DE89 3704 0044 0532 0130 00']],
    ['gb42nawi04454264788619', ['iban gb42nawi04454264788619']],
    ['SSN 078-05-1120', ['ssn 078-05-1120']],
    ['social security number is 078051120', ['ssn 078051120']],
    ['from 203.0.113.77 and fe80::1', ['ip 203.0.113.77', 'ip fe80::1']],
    ['6e40:4041:c617:e898:c11:40d2:c669:2eb4', ['ip 6e40:4041:c617:e898:c11:40d2:c669:2eb4']],
    ['My name is Ada Lovelace and I wait', ['person Ada Lovelace']],
    ['my order is late!!! this is RIDICULOUS', []],
    ['I am FURIOUS NOW. This is Terrible', []],
    ['hi, my name is ada.', ['person ada']],
    ['Where is it?\n\nThanks,\nAda Lovelace', ['person Ada Lovelace']],
    ['ship it to 123 Main Street, Springfield, IL 62701 please', ['address 123 Main Street, Springfield, IL 62701']],
    ['deliver it to 123 main street, springfield, il 62701', ['address 123 main street, springfield, il 62701']],
    ['PO Box 123, Springfield, IL 62701', ['address PO Box 123, Springfield, IL 62701']],
  ])('%s', (text, expected) => expect(found(text)).toEqual(expected));

  test('the name of the submission, whole in any case, in parts as it is written', () => {
    expect(found('I am ADA LOVELACE. Ada here. Is may ok?', 'Ada Lovelace')).toEqual(['person ADA LOVELACE', 'person Ada']);
  });
});

describe('what is none', () => {
  test.each([
    'My order 12345 is late',
    'orders 12345 67890 and #W6067464',
    'order 12345 Main Street was never my wish',
    'It came 05/10/2026 at 10:30:45, see 2026-11-25T10:00:00Z',
    'refund $1,234.56 of 1250.00, that is 1 234 567 dollars',
    'item 7292993796 for 9523456873',
    'tracking number 1Z999AA10123456784 or 9400 1000 0000 0000 0000 00',
    'a number like 4111 1111 1111 1112 fails the checksum',
    '00:1B:44:11:3A:B7 and std::vector and version 1.2.3.4',
    'sizes 10 12 14 16 18, prices 100 200 300',
    'meet me at noon, see you at example.com',
    'my name is not on it, my name is spelled wrong',
    'I waited 20 Days On The Way',
    'DE89 3704 0044 0532 0130 02 has a wrong checksum',
    'my zip is 62701',
  ])('%s', (text) => expect(found(text)).toEqual([]));
});

test('spans are ordered, inside the text, apart, and never cut a surrogate pair', () => {
  const piece = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('4111 1111 1111 1111', ' a@b.co ', '+1 415 555 0132', '🙂', ' at ', ' dot ', 'fe80::1', '12345', 'my name is ', '123 Main Street'));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      let before = 0;
      for (const { start, end } of findPersonalData(text, { orderNumbers: findOrderNumbers(text, shop) })) {
        expect(start).toBeGreaterThanOrEqual(before);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(text.slice(start, end).isWellFormed()).toBe(true);
        before = end;
      }
    }),
    { numRuns: 500 },
  );
});

test('a card is found whatever stands around it', () => {
  const around = fc.string({ unit: fc.constantFrom(...'abc .,;:!?()\n🙂é'), maxLength: 20 });
  fc.assert(fc.property(around, around, (before, after) => void expect(found(`${before} 5555 5555 5555 4444 ${after}`)).toContain('card 5555 5555 5555 4444')));
});

test.each([
  ['digits', '1'.repeat(40_000)], ['groups', '12 '.repeat(13_000)], ['ats', 'a@'.repeat(20_000)], ['words', 'a at '.repeat(8_000)], ['dots', `${'a'.repeat(60)}.`.repeat(600)],
  ['capitals', 'Aaa '.repeat(10_000)], ['lines', '\n'.repeat(40_000)], ['brackets', '('.repeat(40_000)], ['colons', 'a:'.repeat(20_000)], ['names', 'my name is '.repeat(3_500)],
])('40,000 characters of %s take no time to speak of', (_what, text) => {
  const before = performance.now();
  found(text, 'Ada Lovelace');
  expect(performance.now() - before).toBeLessThan(1_000);
});
