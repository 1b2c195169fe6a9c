import { expect, it } from 'vitest';
import { checkLedgerRow, type LedgerStory, type Told } from './check-ledger-row.js';

const row: LedgerStory = { idempotencyKey: 'k', status: 'succeeded', attempts: 1, settledAt: '2026-11-25T10:00:01.000Z' };

it.each<[string, Partial<LedgerStory>, Told, boolean, RegExp | null]>([
  ['done on both sides', {}, 'done', false, null],
  ['done here, a shop without memory', {}, 'not_kept', false, null],
  ['done here only', {}, 'nothing', false, /knows nothing/],
  ['done here, another request there', {}, 'other', false, /another request/],
  ['a shop that is away', {}, 'no_answer', false, /does not say/],
  ['refused on both sides', { status: 'refused' }, 'nothing', false, null],
  ['failed here, done there', { status: 'failed' }, 'done', false, /has done it, and here it is failed/],
  ['unknown here, done there', { status: 'unknown' }, 'done', false, /here it is unknown/],
  ['unknown on both sides', { status: 'unknown' }, 'nothing', false, null],
  ['under way', { status: 'sent', settledAt: null }, 'done', false, null],
  ['left behind', { status: 'sent', settledAt: null }, 'nothing', true, /neither settled nor unknown/],
  ['an intention that was sent', { status: 'intended', settledAt: null }, 'nothing', false, /told as an intention/],
  ['settled at no time', { settledAt: null }, 'done', false, /without having been sent/],
  ['a key of its own', { idempotencyKey: 'other' }, 'done', false, /does not derive/],
])('%s', (_name, more, told, isAbandoned, expected) => {
  const wrong = checkLedgerRow({ ...row, ...more }, 'k', told, isAbandoned);
  if (expected) expect(wrong.join('; ')).toMatch(expected);
  else expect(wrong).toEqual([]);
});
