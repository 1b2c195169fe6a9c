import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawLane, drawShadow } from './draw-lane.js';

const draw = (id: string, { salt = 's', canary = 0, control = 0, cohort = 'all' }, metadata = {}) =>
  drawLane(id, { salt, canaryWeight: canary, controlWeight: control, cohort }, metadata);

test('nobody at weight 0, everybody at 10,000', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (id, salt) => {
      expect(draw(id, { salt })).toBe('stable');
      expect(draw(id, { salt, canary: 10_000 })).toBe('canary');
      expect(draw(id, { salt, control: 10_000 })).toBe('control');
    }),
  );
});

test('a larger weight only adds conversations, and none changes between canary and control', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(5_000), fc.nat(5_000), fc.nat(5_000), fc.nat(5_000), (id, a, b, c, d) => {
      const less = draw(id, { canary: Math.min(a, b), control: Math.min(c, d) });
      const more = draw(id, { canary: Math.max(a, b), control: Math.max(c, d) });
      if (less !== 'stable') expect(more).toBe(less);
    }),
  );
});

test.each([
  ['numbered ids', (n: number) => `zendesk:${n}`],
  ['ids that differ at the front', (n: number) => `${n}-a-long-common-ending`],
])('5 %% of %s are 5 %%, and another salt draws others', (_what, name) => {
  const ids = Array.from({ length: 20_000 }, (_, n) => name(n));
  const drawn = (salt: string) => ids.filter((id) => draw(id, { salt, canary: 500 }) === 'canary');
  const [one, other] = [drawn('one'), new Set(drawn('other'))];
  expect(one.length).toBeGreaterThan(900);
  expect(one.length).toBeLessThan(1_100);
  expect(one.filter((id) => other.has(id)).length).toBeLessThan(100);
});

test.each([
  [{ tier: '1' }, 'canary'],
  [{ tier: 'tier_1' }, 'canary'],
  [{ tier: 'Tier 1' }, 'canary'],
  [{ tier: '2' }, 'stable'],
  [{ tier: '11' }, 'stable'],
  [{}, 'stable'],
])('of the cohort tier_1_customers only tier 1 is drawn: %o', (metadata, lane) => {
  expect(draw('c', { canary: 10_000, cohort: 'tier_1_customers' }, metadata)).toBe(lane);
});

test('the shadow copies its share, whatever the canary draws', () => {
  const ids = Array.from({ length: 20_000 }, (_, n) => `zendesk:${n}`);
  const copied = ids.filter((id) => drawShadow(id, { salt: 's', shadowWeight: 1_000 }));
  expect(copied.length).toBeGreaterThan(1_800);
  expect(copied.length).toBeLessThan(2_200);
  const both = copied.filter((id) => draw(id, { canary: 1_000 }) === 'canary').length;
  expect(both).toBeGreaterThan(120);
  expect(both).toBeLessThan(280);
});
