import { expect, it } from 'vitest';
import { pickItems, pickVariant } from './pick-items.js';
import { orderOf } from './turn.fixture.js';

const usd = (value: string) => ({ value, currency: 'USD' });
const item = (itemId: string, name: string, productId = itemId) => ({ ...orderOf().items[0]!, itemId, name, productId });
const mug = item('MUG-WHITE', 'Enamel Mug', 'mug');
const sock = item('SOCK-L', 'Wool Socks');
const tent = item('TENT', 'Ridgeline Tent');
const camp = item('CAMP', 'Basecamp Family Tent');

it('picks what is named, everything when that is said, nothing when it is neither', () => {
  expect(pickItems([mug, sock], 'the mug is chipped')).toEqual([mug]);
  expect(pickItems([mug, sock], 'send everything back')).toEqual([mug, sock]);
  expect(pickItems([mug, sock], 'I want to return it')).toEqual([]);
  expect(pickItems([mug], 'I want to return it')).toEqual([mug]);
  expect(pickItems([tent, camp], 'return the Ridgeline Tent')).toEqual([tent]);
});

const variant = (itemId: string, color: string, size: string) => ({ itemId, attributes: { color, size }, price: usd('12.00'), available: true });
const product = {
  id: 'mug', name: 'Enamel Mug', description: '', price: usd('12.00'), available: true, attributes: {},
  variants: [variant('MUG-WHITE', 'white', 'small'), variant('MUG-BLUE', 'blue', 'small'), variant('MUG-WHITE-L', 'white', 'large'), variant('MUG-BLUE-L', 'blue', 'large')],
};

it.each([
  ['swap it for the blue one', 'MUG-BLUE'],
  ['from white to blue', 'MUG-BLUE'],
  ['the blue one instead of the white one', 'MUG-BLUE'],
  ['I need it in large', 'MUG-WHITE-L'],
  ['change it to large blue', 'MUG-BLUE-L'],
  ['in green', undefined],
])('%s', (text, itemId) => {
  expect(pickVariant(mug, product, text)?.itemId).toBe(itemId);
});
