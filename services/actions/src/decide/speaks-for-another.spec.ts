import { expect, test } from 'vitest';
import { speaksForAnother } from './speaks-for-another.js';

test.each(["refund it please, its my husbands", 'but he gave me permission', 'whats his email then', "on my mother's behalf", 'its not under my name but I paid for it'])('about somebody else: %s', (text) => {
  expect(speaksForAnother(text)).toBe(true);
});

test.each(['what is my email', 'I want a gift for my sister', 'the courier lost his way', 'where is my order', 'my son broke it'])('about nobody else: %s', (text) => {
  expect(speaksForAnother(text)).toBe(false);
});
