import { expect, it } from 'vitest';
import { readRating } from './read-rating.js';

it.each([
  ['5', 5], [' 4 ', 4], ['4 - thanks', 4], ['5!', 5], ['5/5', 5], ['3 out of 5', 3], ['four stars', 4], ['Five, great service', 5], ['5 thank you so much', 5], ['1', 1], ['Rating: 2', 2],
])('%j is a rating', (text, stars) => {
  expect(readRating(text)).toEqual({ stars, asksMore: false });
});

it.each(['4 - but where is order 20001?', '1 - still not refunded', '2, it took ages', '5. And cancel order 12345', `4 - ${'x'.repeat(120)}`])('%j is a rating and a message', (text) => {
  expect(readRating(text)).toMatchObject({ asksMore: true });
});

it.each(['', '0', '6', '12345', '55', '5 items are missing', '1 more thing', '4th order', 'order 5', 'one of my parcels is missing', '5.5.2026 was the date?', 'thanks', '-5', '4.5'])('%j is none, or asks for an answer', (text) => {
  expect(readRating(text)?.asksMore ?? true).toBe(true);
});
