import { describe, expect, it } from 'vitest';
import { findNames } from './find-names.js';

const names = (text: string) => findNames(text).map(({ start, end }) => text.slice(start, end));

describe('findNames', () => {
  it.each([
    ['Hi Priya, any news of my parcel?', ['Priya']],
    ['I spoke to Katarzyna Nowak yesterday and she promised a refund', ['Katarzyna Nowak']],
    ['Please deliver it to Grace Miller instead', ['Grace Miller']],
    ['ask for Mr. Okonkwo at the desk', ['Okonkwo']],
    ['the order is under John B. Wetherspoon', ['John B. Wetherspoon']],
    ['Ludmila: where is it?\nPablo: on its way', ['Ludmila', 'Pablo']],
    ['it was signed for by natalia kowalski', ['natalia kowalski']],
    ['Deborah never got it. I am Deborah Klein.', ['Deborah', 'Deborah Klein']],
    ['Ich habe mit Jürgen Schneider gesprochen', ['Jürgen Schneider']],
  ])('names: %s', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  it.each([
    'Is the Ember Stove in stock?',
    'Where is my Ridgeline Tent, ordered on Monday 4 May?',
    'Will the Trailhead Backpack ship to Austin?',
    'Can I pay with Google Pay or American Express?',
    'do you ship to Montana, to Germany or to Puerto Rico',
    'My Alexa speaker is broken. Thanks I guess',
    'Können Sie den Artikel gegen Größe 43 tauschen?',
    'WHERE IS MY ORDER. THIS IS THE WORST SHOP EVER',
    'Order Status Update: Refund Pending',
    'the lily scented candle and the brook bottle',
  ])('nobody: %s', (text) => {
    expect(names(text)).toEqual([]);
  });
});
