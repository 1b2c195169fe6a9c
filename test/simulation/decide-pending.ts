import type { Cause, Outcome } from '@deskhand/bus/delivery.js';
import { decideApproval } from '@deskhand/escalation/decide/decide-approval.js';
import { begin } from '@deskhand/escalation/decide/story.js';
import type { CaseKeeper } from '@deskhand/escalation/perform/case-keeper.js';
import type { Random } from '../attack/random-from.ts';
import type { MemoryCases } from './memory-cases.ts';

/** A person's word on what waits, as the route takes it. */
export function decidePending(approvalId: string, { id, lane, time }: Cause, random: Random, cases: MemoryCases, keeper: CaseKeeper): Outcome {
  const { ticketId, conversationId, facts } = cases.approvals.get(approvalId)!;
  const cause: Cause = { id, lane, time, key: conversationId, subject: ticketId };
  const record = cases.record(ticketId)!;
  const setting = keeper.setting(cause, ticketId, { clock: cases.clock });
  const word = { approvalId, verdict: random.chance(0.75) ? ('approved' as const) : ('rejected' as const), by: 'Lena', text: '', reason: '' };
  const { story } = decideApproval(begin(record), word, { facts, stale: false, people: keeper.policy.catalogue.policies.people }, setting);
  return keeper.outcome(cause, record, story);
}
