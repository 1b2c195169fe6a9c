import { expect, it } from 'vitest';
import { chooseSureFrom } from './choose-sure-from.js';

const texts = (confidence: number, right: number, wrong: number) => [...Array<boolean>(right).fill(true), ...Array<boolean>(wrong).fill(false)].map((isRight) => ({ confidence, isRight }));

it('takes the lowest confidence that keeps the risk', () => {
  const judged = [...texts(0.9, 990, 10), ...texts(0.7, 980, 20), ...texts(0.5, 60, 40)];
  expect(chooseSureFrom(judged, 0.03)).toEqual({ sureFrom: 0.51, decided: 2000 / 2100, wrong: 0.015 });
  expect(chooseSureFrom(judged, 0.05)).toMatchObject({ sureFrom: 0, decided: 1 });
  expect(chooseSureFrom(judged, 0.017)).toMatchObject({ sureFrom: 0.71, wrong: 0.01 });
});

it('is sure of nothing where too few texts prove it', () => {
  expect(chooseSureFrom(texts(0.99, 10, 0), 0.05)).toEqual({ sureFrom: 1, decided: 0, wrong: 0 });
});
