import { describe, expect, it } from 'vitest';
import { findStreets } from './find-streets.js';

const streets = (text: string) => findStreets(text).map(({ start, end }) => text.slice(start, end));

describe('findStreets', () => {
  it.each([
    ['Send it to Lindenstraße 12, please', 'Lindenstraße 12'],
    ['I live at 14 rue de la Paix, Paris, France', '14 rue de la Paix, Paris, France'],
    ['ship to Calle Mayor 8', 'Calle Mayor 8'],
    ['My address is PSC 1234, Box 567\nAPO AE 09012', 'PSC 1234, Box 567\nAPO AE 09012'],
    ['the driver went to Kungsgatan 44 Apt. 3, not to me', 'Kungsgatan 44 Apt. 3'],
    ['meet me at the corner of Elm Street and Station Road', 'the corner of Elm Street and Station Road'],
  ])('an address: %s', (text, expected) => {
    expect(streets(text)).toContain(expected);
  });

  it.each([
    'I ordered 2 Ridgeline Tents and 3 Ember Stoves',
    'order 12345 was due on 10 January 2026',
    'The Trail 60 Backpack weighs 1400 g',
    'error 500 on page 3',
    'I paid via PayPal 12 days ago',
    'Order 70012 Size 42 is missing',
    'my 3 Brook Bottles 750 leak',
  ])('none: %s', (text) => {
    expect(streets(text)).toEqual([]);
  });
});
