import type { Payload } from '@deskhand/contracts/topics.js';
import type { Said } from '@deskhand/escalation/decide/case.js';

/** What becomes of a turn. */
export interface Verdict {
  /** sends | asks people | hands over */
  readonly does: string;
  /** What people are asked about or why they get it; empty where the bot answers. */
  readonly about: string;
  /** What the customer is told; empty: nothing. */
  readonly told: string;
}

/** What the case said about a turn, in a form that can be compared; undefined where it said nothing yet. */
export function verdictOf(said: readonly Said[]): Verdict | undefined {
  const escalated = bodyOf(said, 'case.escalated.v1');
  const approval = bodyOf(said, 'approval.requested.v1')?.approval;
  const released = bodyOf(said, 'reply.released.v1');
  const told = released?.text ?? '';
  if (approval) {
    const action = approval.action ? `: ${approval.action.tool} ${JSON.stringify(approval.action.arguments)}, ${approval.neededApprovals} of them` : '';
    return { does: 'asks people', about: `${approval.kind}${action}`, told: told || approval.draft };
  }
  if (escalated) return { does: 'hands over', about: `${escalated.code} to ${escalated.queue}, ${escalated.level}`, told };
  return released && { does: 'sends', about: '', told };
}

function bodyOf<Topic extends Said['topic']>(said: readonly Said[], topic: Topic): Payload<Topic> | undefined {
  return said.find((each) => each.topic === topic)?.body as Payload<Topic> | undefined;
}
