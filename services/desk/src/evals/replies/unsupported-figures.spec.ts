import { expect, it } from 'vitest';
import { unsupportedFigures } from './unsupported-figures.js';

const sources = ['{"total":{"value":"1250.00"},"deliveredAt":"2026-11-03T10:00:00Z","id":"W1234567"}', 'Refunds take 5-10 business days.'];

it.each([
  ['Order #W1234567 came on 11/03; $1,250.00 is back in 5-10 days.', []],
  ['It came on 11/03/2026, for $1250.', []],
  ['It came on 11/04.', ['11/04']],
  ['I refunded $1,250.01 for W1234568.', ['1250.01', '1234568']],
  ['Within 7 days.', ['7']],
  ['No figure at all.', []],
])('%s', (reply, unsupported) => {
  expect(unsupportedFigures(reply, sources)).toEqual(unsupported);
});
