import type { Approval } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';

/** When the last person said yes, ISO 8601; the start of time where the approval does not tell: any takeover came after that. */
export function approvedAtOf({ decisions }: Pick<Approval, 'decisions'>): string {
  const latest = decisions.filter(({ verdict }) => verdict === 'approved').map(({ at }) => Date.parse(at)).filter(Number.isFinite);
  return new Date(Math.max(0, ...latest)).toISOString();
}
