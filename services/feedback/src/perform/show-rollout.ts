import { dailyBudgetUsd } from '../decide/watch-budget.js';
import type { Rollout } from '../decide/change-rollout.js';
import type { RolloutStore } from './rollout-store.js';

/** The rollout as GET shows it, with who is there. Weights in percent. */
export async function showRollout(store: RolloutStore, current?: Rollout): Promise<object> {
  const [rollout, processes, spentUsd] = await Promise.all([current ?? store.current(), store.present(), store.spentToday()]);
  const { version, flag, cohort, adopted, throttled, verb, by, reason, at } = rollout;
  return {
    version, flag, cohort, adopted, throttled,
    canary: { percent: rollout.canaryWeight / 100, wantedPercent: rollout.wantedWeight / 100 },
    control: { percent: rollout.controlWeight / 100 },
    shadow: { percent: rollout.shadowWeight / 100 },
    spentTodayUsd: spentUsd.toFixed(2),
    dailyBudgetUsd: dailyBudgetUsd.toFixed(2),
    changed: version ? { verb, by, reason, at } : null,
    processes,
  };
}
