import type { RolloutChanged } from '@deskhand/contracts/gen/events/deskhand/feedback/v1/events.js';
import type { Lane } from '@deskhand/contracts/words.js';

/**
 * The lanes whose events a process of lane `own` takes. The stable services stand in for a canary that was rolled back, and run the rule engine
 * of the control lane; the canary's own stand down as soon as they hear of it.
 */
export function lanesToServe(own: Lane, { adopted, controlOpened }: Pick<RolloutChanged, 'adopted' | 'controlOpened'>, mayAdopt: boolean): Lane[] {
  if (own === 'canary') return adopted ? [] : ['canary'];
  if (own !== 'stable') return [own];
  return ['stable', ...(adopted && mayAdopt ? (['canary'] as const) : []), ...(controlOpened ? (['control'] as const) : [])];
}
