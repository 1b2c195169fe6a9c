import type { Turn } from '@deskhand/actions/decide/turn.js';
import { erasedText } from '@deskhand/contracts/erase-texts.js';
import type { Baseline, Candidate } from './candidate.js';
import { decideAgain, type DecidedAgain } from './decide-again.js';
import { type Decisions, groundingDecisions, proposalDecisions, readingDecisions, type Stage, stages, verdictDecisions } from './decisions.js';
import type { Change, Difference } from './difference.js';
import type { RecordedTurn } from './recorded-turn.js';

/** Null: decided the same. Undefined: nothing to compare with. */
export async function replayTurn(recorded: RecordedTurn, candidate: Candidate, baseline: Baseline | null, mode: Turn['mode']): Promise<Difference | null | undefined> {
  const { received, at, read } = recorded;
  if (!read || received.heldBy || !received.text || received.text.includes(erasedText)) return undefined;
  const would = await decideAgain(recorded, candidate, baseline, mode);
  const changed = compare(recorded, recordedDecisions(recorded), would);
  return changed.length === 0 ? null : { ticketId: received.ticketId, turn: received.turn, at, text: received.text, changed, why: reasonOf(recorded, would) };
}

function recordedDecisions({ read, settled, grounding, proposal, cause, verdict, isBeside }: RecordedTurn): Decisions {
  return {
    ...(read && { intent: readingDecisions(read, cause) }),
    ...(settled && grounding && { retrieval: groundingDecisions(settled, grounding, cause) }),
    ...(proposal && { actions: proposalDecisions(proposal, cause) }),
    ...(verdict && !isBeside && { case: verdictDecisions(verdict) }),
  };
}

function compare(recorded: RecordedTurn, was: Decisions, { decisions: would, needs }: DecidedAgain): Change[] {
  const changes = stages.flatMap((stage) => (was[stage] && would[stage] ? differencesOf(stage, was[stage], would[stage]) : []));
  if (needs) return [...changes, { stage: 'actions', decision: 'goes on', was: recorded.proposal ? 'as recorded' : 'not reached', would: `${needs}: the record does not say what would come of it` }];
  return changes;
}

function differencesOf(stage: Stage, was: Readonly<Record<string, string>>, would: Readonly<Record<string, string>>): Change[] {
  return Object.keys(was).filter((name) => was[name] !== would[name]).map((decision) => ({ stage, decision, was: was[decision]!, would: would[decision]! }));
}

function reasonOf({ cause: then }: RecordedTurn, { cause, needs }: DecidedAgain): string {
  if (needs) return needs;
  if (cause && cause.code !== then?.code) return cause.reason || cause.code;
  if (then && !cause) return `no longer: ${then.reason || then.code}`;
  return '';
}
