import type { RolloutChanged } from '@deskhand/contracts/gen/events/deskhand/feedback/v1/events.js';

export type Rollout = Omit<RolloutChanged, 'eventId'>;

export const cohorts = ['all', 'tier_1_customers'] as const;
export type Cohort = (typeof cohorts)[number];

/** What people ask of the rollout. Weights are of 10,000. */
export type Change =
  | { verb: 'weight'; canary: number; control?: number | undefined; shadow?: number | undefined; cohort?: Cohort | undefined }
  | { verb: 'flag'; on: boolean }
  | { verb: 'promote'; isDone: boolean }
  | { verb: 'rollback' }
  | { verb: 'throttle' | 'recover' };

export interface Who {
  by: string;
  reason: string;
  at: string;
}

/** The lanes that have a full set of services of their own. */
export type Manned = ReadonlySet<string>;

const all = 10_000;
/** A49: what is left of the canary once the day's budget is spent, 1 %. */
const throttledWeight = 100;

/** The rollout after a change, or a sentence that says why not. */
export function changeRollout(before: Rollout, change: Change, manned: Manned, { by, reason, at }: Who): Rollout | string {
  const next = applied(before, change);
  const refusal = refuse(before, next, manned);
  if (refusal) return refusal;
  const controlOpened = before.controlOpened || next.controlWeight > 0;
  return { ...next, canaryWeight: weightNow(next), controlOpened, version: before.version + 1, verb: change.verb, by, reason, at };
}

function applied(before: Rollout, change: Change): Rollout {
  switch (change.verb) {
    case 'weight': {
      const { canary, control = before.controlWeight, shadow = before.shadowWeight, cohort = before.cohort } = change;
      // Whoever gives the canary customers gives it its lane back.
      return { ...before, wantedWeight: canary, controlWeight: control, shadowWeight: shadow, cohort, adopted: before.adopted && canary === 0 };
    }
    case 'flag':
      return { ...before, flag: change.on };
    case 'promote':
      return change.isDone ? { ...before, wantedWeight: 0, adopted: true } : { ...before, wantedWeight: all, controlWeight: 0, cohort: 'all', flag: true, adopted: false };
    case 'rollback':
      return { ...before, wantedWeight: 0, adopted: true };
    case 'throttle':
      return { ...before, throttled: true };
    case 'recover':
      return { ...before, throttled: false };
  }
}

function weightNow({ flag, throttled, wantedWeight }: Rollout): number {
  if (!flag) return 0;
  return throttled ? Math.min(wantedWeight, throttledWeight) : wantedWeight;
}

function refuse(before: Rollout, next: Rollout, manned: Manned): string | undefined {
  if (next.wantedWeight + next.controlWeight > all) return 'Canary and control together are more than 100 %.';
  if (next.wantedWeight > before.wantedWeight && !manned.has('canary'))
    return 'No set of services runs with LANE=canary, so nobody would serve these conversations: start all seven on the same Kafka and Postgres, then set the weight.';
  if (next.shadowWeight > before.shadowWeight && !manned.has('shadow'))
    return 'No services run with LANE=shadow, so nobody would read the copies: start intent, retrieval and actions with it on the same Kafka and Postgres, then set the share.';
  return undefined;
}
