import { describe, expect, it } from 'vitest';
import { stemWord } from './stem-word.js';

describe('stemWord', () => {
  it.each([
    ['returns', 'returned', 'returning', 'return'],
    ['delivery', 'deliveries', 'delivered', 'deliver'],
    ['shipping', 'shipped', 'ships', 'shipment'],
    ['cancelled', 'cancel', 'cancellation', 'cancelling'],
    ['sustainable', 'sustainability'],
    ['sent', 'send', 'sending'],
  ])('brings the forms of %s together', (...forms) => {
    expect(new Set(forms.map(stemWord)).size).toBe(1);
  });

  it('keeps different words apart, and numbers as they are', () => {
    expect(stemWord('order')).not.toBe(stemWord('ordinary'));
    expect(stemWord('12345s')).toBe('12345s');
    expect(stemWord('bus')).toBe('bus');
  });
});
