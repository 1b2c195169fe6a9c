import { describe, expect, it } from 'vitest';
import { dimensions, embedPassage, embedText } from './embed-text.js';
import { cosine } from './rank-passages.js';
import { readWords } from './read-words.js';

const embed = (text: string) => embedText(readWords(text));

describe('embedText', () => {
  it('is a point of length 1, the same every time', () => {
    const vector = embed('Where is my parcel?');
    expect(vector).toHaveLength(dimensions);
    expect(cosine(vector, vector)).toBeCloseTo(1, 5);
    expect(embed('Where is my parcel?')).toEqual(vector);
  });

  it('is near what says the same, also misspelt, and far from what does not', () => {
    const asked = embed('waterproof hiking jacket');
    const near = cosine(asked, embed('the jacket is waterproof and made for hiking'));
    const misspelt = cosine(asked, embed('watterproof hikng jaket'));
    const far = cosine(asked, embed('gift cards expire after two years'));
    expect(near).toBeGreaterThan(0.6);
    expect(misspelt).toBeGreaterThan(far + 0.15);
    expect(Math.abs(far)).toBeLessThan(0.25);
  });

  it('is nothing where nothing is said', () => {
    expect([...embed('what is the')].every((value) => value === 0)).toBe(true);
  });

  it('hears a heading more than the words below it', () => {
    const passage = { title: 'Gift cards', section: 'Expiry', text: 'Ask the team about tents and stoves.' };
    expect(cosine(embed('gift card expiry'), embedPassage(passage))).toBeGreaterThan(cosine(embed('tents stoves ask'), embedPassage(passage)));
  });
});
