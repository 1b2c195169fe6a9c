import type { EscalationPolicy } from '@deskhand/catalogue/escalation-policy.js';
import type { Escalation } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';

const levels = ['immediate', 'high', 'medium'];

type Ranked = Pick<Escalation, 'code' | 'level'>;

/** Whether a reason takes the place of another: it stands higher in the policy, and is no less urgent. */
export function outranks(candidate: Ranked, current: Ranked, policy: EscalationPolicy): boolean {
  const rank = ({ code }: Ranked) => policy.codes.findIndex((row) => row.code === code);
  return rank(candidate) < rank(current) && levels.indexOf(candidate.level) <= levels.indexOf(current.level);
}
