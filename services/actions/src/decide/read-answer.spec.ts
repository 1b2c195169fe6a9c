import { expect, it } from 'vitest';
import { readAnswer } from './read-answer.js';

it.each(['yes', 'Yes please', 'yep', 'ok', 'OK, go ahead', '"yes"', 'Sure, thanks', 'Hi, yes', 'please do', "that's right"])('%s is a yes', (text) => {
  expect(readAnswer(text)).toBe('yes');
});

it.each(['no', 'No thanks', 'nope', "don't", 'do not do that', 'never mind', 'stop', 'not yet', 'wrong order'])('%s is a no', (text) => {
  expect(readAnswer(text)).toBe('no');
});

it.each(['yes but the other one', 'Yes, not that one though', 'yes, wait', 'where is my parcel', '', 'yesterday it came', 'nothing arrived', 'okra'])('%s is neither', (text) => {
  expect(readAnswer(text)).toBeNull();
});
