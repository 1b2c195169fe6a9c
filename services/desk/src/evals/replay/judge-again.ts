import type { HeldApproval, Setting } from '@deskhand/escalation/decide/case.js';
import { hearTurn } from '@deskhand/escalation/decide/hear-turn.js';
import { judgeCause } from '@deskhand/escalation/decide/judge-cause.js';
import { judgeProposal } from '@deskhand/escalation/decide/judge-proposal.js';
import { openCase } from '@deskhand/escalation/decide/open-case.js';
import type { Facts } from '@deskhand/escalation/decide/case.js';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { EscalationCause } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { RecordedTurn } from './recorded-turn.js';
import { type Verdict, verdictOf } from './verdict-of.js';

/** What the case would make of a turn: sent, shown to a person, or handed over. */
export function judgeAgain({ received, lane, approvals, at }: RecordedTurn, facts: Facts, cause: EscalationCause | undefined, catalogue: Catalogue, mode: 'auto' | 'suggest'): Verdict | undefined {
  const setting: Setting = { catalogue, mode, now: at, clock: at, ids: { message: 'msg', approval: 'apr' } };
  const held = approvals.map((each): HeldApproval => ({ ...each, turn: received.turn - 1, handsOver: false, outstanding: false, ended: '' }));
  const heard = hearTurn({ record: { ...openCase(received, lane), approvals: held }, change: undefined, lane }, received, setting);
  const judged = cause ? judgeCause(heard, facts, cause, setting) : judgeProposal(heard, facts as Required<Facts>, setting);
  return verdictOf(judged.said);
}
