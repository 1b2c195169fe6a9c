import { expect, it } from 'vitest';
import { isStale } from './is-stale.js';
import { updatePlan } from './update-plan.js';

const now = new Date('2026-11-25T12:00:00Z');
const stale = (category: string, day: string) => isStale({ category, lookedAt: new Date(day) }, now);

it('knows how often each kind is read again, and how much depends on it (B76)', () => {
  expect(updatePlan('returns')).toEqual({ every: 'monthly', priority: 'critical' });
  expect(updatePlan('shipping')).toEqual({ every: 'monthly', priority: 'critical' });
  expect(updatePlan('account')).toEqual({ every: 'weekly', priority: 'high' });
  expect(updatePlan('products')).toEqual({ every: 'on_release', priority: 'high' });
  expect(updatePlan('specs')).toEqual({ every: 'on_release', priority: 'medium' });
  expect(updatePlan('resolved_tickets')).toEqual({ every: 'daily', priority: 'medium' });
  expect(updatePlan('internal')).toEqual({ every: 'on_change', priority: 'medium' });
});

it('warns when that time is over', () => {
  expect([stale('account', '2026-11-18'), stale('account', '2026-11-10')]).toEqual([false, true]);
  expect([stale('returns', '2026-10-26'), stale('returns', '2026-10-20')]).toEqual([false, true]);
  expect(stale('products', '2020-01-01')).toBe(false);
});
