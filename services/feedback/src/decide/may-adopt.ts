import type { Rollout } from './change-rollout.js';

export interface Member {
  readonly instance: string;
  readonly lane: string;
  readonly services: readonly string[];
  /** The lanes whose events it takes. */
  readonly serving: readonly string[];
  readonly seenAt: string;
}

/** A canary that hangs or is dead does not say that it has let go. */
const patienceMs = 15_000;

/** Whether the stable services may take the canary's lane: its own have let go of it, or had time enough to. */
export function mayAdopt({ adopted, at }: Pick<Rollout, 'adopted' | 'at'>, present: readonly Member[], now: number): boolean {
  if (!adopted) return false;
  return now - Date.parse(at) > patienceMs || !present.some(({ lane, serving }) => lane === 'canary' && serving.includes('canary'));
}
