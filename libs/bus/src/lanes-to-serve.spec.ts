import { expect, test } from 'vitest';
import { lanesToServe } from './lanes-to-serve.js';

const quiet = { adopted: false, controlOpened: false };

test('each serves its own lane', () => {
  expect(lanesToServe('stable', quiet, false)).toEqual(['stable']);
  expect(lanesToServe('canary', quiet, false)).toEqual(['canary']);
  expect(lanesToServe('shadow', { ...quiet, adopted: true }, true)).toEqual(['shadow']);
});

test('of a canary that was rolled back, its own services stand down at once, and the stable ones take it once they may', () => {
  const adopted = { ...quiet, adopted: true };
  expect(lanesToServe('canary', adopted, false)).toEqual([]);
  expect(lanesToServe('stable', adopted, false)).toEqual(['stable']);
  expect(lanesToServe('stable', adopted, true)).toEqual(['stable', 'canary']);
});

test('the stable services run the rule engine from the first conversation that it got', () => {
  expect(lanesToServe('stable', { ...quiet, controlOpened: true }, false)).toEqual(['stable', 'control']);
});
