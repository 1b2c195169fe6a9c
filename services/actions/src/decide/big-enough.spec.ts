import { expect, it } from 'vitest';
import { bigEnough } from './big-enough.js';

const usd = { value: '100.00', currency: 'USD' };
const tent = (name: string, ...sizes: string[]) => ({
  id: name, name, description: '', price: usd, available: true, attributes: {},
  variants: sizes.map((size) => ({ itemId: size, attributes: { size }, price: usd, available: true })),
});
const tents = [tent('Ridgeline', '2 person', '3 person'), tent('Basecamp', '6 person', '8 person')];

it.each([
  ['a tent for 4 people', ['Basecamp']],
  ['a two person tent', ['Ridgeline', 'Basecamp']],
  ['something for eight people', ['Basecamp']],
  ['a tent for 12 people', ['Ridgeline', 'Basecamp']],
  ['a tent', ['Ridgeline', 'Basecamp']],
])('%s', (text, names) => {
  expect(bigEnough(tents, text).map(({ name }) => name)).toEqual(names);
});
