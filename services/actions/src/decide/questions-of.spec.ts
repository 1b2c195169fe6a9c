import { expect, it } from 'vitest';
import { questionsOf } from './questions-of.js';

it.each([
  ['what is your return policy? also do you ship to canada?', ['what is your return policy?', 'do you ship to canada?']],
  ['how do i return something and how long does a refund take?', ['how do i return something', 'how long does a refund take?']],
  ['What is your return policy?', []],
  ['Where is my order? What is your return policy?', []],
  ['Do you have tents and mugs?', []],
  ['', []],
])('%s', (text, questions) => {
  expect(questionsOf(text)).toEqual(questions);
});
