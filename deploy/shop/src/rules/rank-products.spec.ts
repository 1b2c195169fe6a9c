import { expect, it } from 'vitest';
import { findProducts } from '../store/find-products.js';
import { openDatabase } from '../store/open-database.js';
import { seedDatabase } from '../seed/seed-database.js';
import { rankProducts } from './rank-products.js';

const shop = { database: openDatabase(':memory:'), now: () => new Date() };
seedDatabase(shop);
const shelf = findProducts(shop);
const found = (query: string) => rankProducts(shelf, query).map(({ name }) => name);

it('finds by name, whatever the case or number', () => {
  expect(found('HEADLAMPS')[0]).toBe('Nightjar Headlamp');
  expect(found('Do you have any tents for six people?')[0]).toBe('Basecamp Family Tent');
});

it('finds by description and by the attributes of variants', () => {
  expect(found('something that keeps coffee hot')[0]).toBe('Brook Steel Bottle');
  expect(found('indigo')).toEqual(['Kitchen Garden Apron']);
});

it('puts the product with more of the words first', () => {
  expect(found('waterproof boots')[0]).toBe('Scree Hiking Boots');
});

it('finds nothing for words it does not know, and everything where nothing is asked', () => {
  expect(found('submarine')).toEqual([]);
  expect(found('  ')).toHaveLength(shelf.length);
});
