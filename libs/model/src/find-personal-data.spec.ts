import { describe, expect, it } from 'vitest';
import { findPersonalData, removePersonalData } from './find-personal-data.js';

describe('personal data in the clear', () => {
  it.each(['bob.b+x@mail.example.com', '4242 4242 4242 4242', '5555-5555-5555-4444', '378282246310005', '078-05-1120', 'DE89370400440532013000', 'GB82 WEST 1234 5698 7654 32'])('%s', (text) => {
    expect(findPersonalData(`It is ${text}, thanks.`)).toEqual([text]);
    expect(removePersonalData(`It is ${text}, thanks.`)).toBe('It is [removed], thanks.');
  });

  it.each(['<EMAIL_7f3a9c01b2>', '<CARD_4242_7f3a9c01b2>', 'a***@example.com', 'order 20001', 'MP7730012345US', '4242 4242 4242 4241', '2026-11-25T10:00:00.000Z', '0000000000000000'])('is not %s', (text) => {
    expect(findPersonalData(text)).toEqual([]);
  });

  it('is not what the shop itself publishes', () => {
    expect(findPersonalData('Write to help@shop.example. Or to bob@shop.example.', 'Our address: help@shop.example.')).toEqual(['bob@shop.example']);
  });
});
