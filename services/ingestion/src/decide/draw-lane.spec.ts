import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawLane } from './draw-lane.js';

test('nobody at weight 0, everybody at 10,000', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (id, salt) => {
      expect(drawLane(id, { salt, canaryWeight: 0 })).toBe('stable');
      expect(drawLane(id, { salt, canaryWeight: 10_000 })).toBe('canary');
    }),
  );
});

test('a larger weight only adds conversations', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(10_000), fc.nat(10_000), (id, a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)];
      if (drawLane(id, { salt: 's', canaryWeight: less }) === 'canary') expect(drawLane(id, { salt: 's', canaryWeight: more })).toBe('canary');
    }),
  );
});

test.each([
  ['numbered ids', (n: number) => `zendesk:${n}`],
  ['ids that differ at the front', (n: number) => `${n}-a-long-common-ending`],
])('5 %% of %s are 5 %%, and another salt draws others', (_what, name) => {
  const ids = Array.from({ length: 20_000 }, (_, n) => name(n));
  const drawn = (salt: string) => ids.filter((id) => drawLane(id, { salt, canaryWeight: 500 }) === 'canary');
  const [one, other] = [drawn('one'), new Set(drawn('other'))];
  expect(one.length).toBeGreaterThan(900);
  expect(one.length).toBeLessThan(1_100);
  expect(one.filter((id) => other.has(id)).length).toBeLessThan(100);
});
