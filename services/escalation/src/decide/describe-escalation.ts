import { escalationCodes, type EscalationCode } from '@deskhand/catalogue/escalation-codes.js';
import { routeEscalation } from '@deskhand/catalogue/route-escalation.js';
import type { Agent } from '@deskhand/catalogue/intent-policy.js';
import type { Proposal } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { Escalation } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { CaseRecord, Setting } from './case.js';
import { listAttempts } from './list-attempts.js';
import { summariseCase } from './summarise-case.js';

export interface Cause {
  readonly code: string;
  /** A sentence for the person; empty: the policy's own. */
  readonly reason: string;
  /** The service that says it. */
  readonly by?: string;
}

/** The hand-off as people get it: how urgent, to which queue, with the story so far. */
export function describeEscalation(record: CaseRecord, cause: Cause, { catalogue }: Pick<Setting, 'catalogue'>): Escalation & { code: EscalationCode } {
  const code = knownCode(cause.code);
  const { classified, proposal } = record;
  const { level, queue } = routeEscalation(
    {
      code,
      intent: classified?.intent ?? null,
      agent: (classified?.agent || null) as Agent | null,
      money: movesMoney(proposal),
      banned: classified?.banned || null,
      previousQueue: record.escalation?.queue ?? null,
    },
    catalogue,
  );
  const reason = cause.reason || policyReason(code, catalogue);
  const attemptedResolutions = listAttempts(record);
  return {
    action: 'transfer_to_human',
    queue, level, code, reason, attemptedResolutions,
    summary: summariseCase(record, reason.replace(/\.$/, ''), attemptedResolutions),
    customerSentiment: classified?.sentiment || 'neutral',
  };
}

/** New words may appear on the bus: one that nobody knows is a failure of the desk. */
export function knownCode(code: string): EscalationCode {
  return (escalationCodes as readonly string[]).includes(code) ? (code as EscalationCode) : 'internal_error';
}

function movesMoney(proposal: Proposal | undefined): boolean {
  const tools = [proposal?.action?.tool, ...(proposal?.calls ?? []).map(({ tool }) => tool)];
  return tools.includes('process_refund');
}

function policyReason(code: EscalationCode, { policies }: Pick<Setting['catalogue'], 'policies'>): string {
  return policies.escalation.codes.find((row) => row.code === code)?.reason ?? code;
}
