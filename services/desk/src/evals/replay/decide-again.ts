import { decideTurnAgain } from '@deskhand/intent/accept/decide-turn-again.js';
import type { EscalationCause } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { Turn } from '@deskhand/actions/decide/turn.js';
import { actAgain } from './act-again.js';
import type { Baseline, Candidate } from './candidate.js';
import { type Decisions, groundingDecisions, proposalDecisions, readingDecisions, verdictDecisions } from './decisions.js';
import { groundAgain } from './ground-again.js';
import { judgeAgain } from './judge-again.js';
import type { RecordedTurn } from './recorded-turn.js';

export interface DecidedAgain {
  readonly decisions: Decisions;
  /** What the candidate would have to ask and the record does not say. */
  readonly needs?: string;
  /** Why a person would be asked for, in the desk's words. */
  readonly cause?: EscalationCause | undefined;
}

/** A turn from its first decision to its last, as the candidate would take them: each stage works with what the candidate's stages before it said. */
export async function decideAgain(recorded: RecordedTurn, candidate: Candidate, baseline: Baseline | null, usualMode: Turn['mode']): Promise<DecidedAgain> {
  const { catalogue, classifier } = candidate;
  const { received } = recorded;
  const mode = (recorded.proposal?.basis as { mode?: Turn['mode'] } | undefined)?.mode ?? usualMode;
  const case_ = (facts: Parameters<typeof judgeAgain>[1], cause?: EscalationCause) => {
    const verdict = recorded.isBeside ? undefined : judgeAgain(recorded, facts, cause, catalogue, mode);
    return verdict && { case: verdictDecisions(verdict) };
  };

  const { classified, trigger } = decideTurnAgain(received, catalogue, classifier, recorded.read?.cascade);
  const early = trigger && { ...trigger, by: 'intent' };
  const intent = readingDecisions(classified, early);
  if (early) return { decisions: { intent, ...case_({ received, classified }, early) }, cause: early };

  const { settled, grounding, doubt } = await groundAgain(recorded, classified, candidate, baseline);
  const retrieval = groundingDecisions(settled, grounding, doubt);
  if (doubt) return { decisions: { intent, retrieval, ...case_({ received, classified: settled, grounding }, doubt) }, cause: doubt };
  if (isBeyondRecord(recorded)) return { decisions: { intent, retrieval } };

  const { proposal, cause, needs } = await actAgain(recorded, settled, grounding, candidate, baseline, mode);
  if (needs) return { decisions: { intent, retrieval }, needs };
  const actions = proposalDecisions(proposal, cause);
  return { decisions: { intent, retrieval, actions, ...case_({ received, classified: settled, grounding, proposal }, cause) }, cause };
}

/** People stopped it between two calls, or a model's answer was too long to travel with its event: what it would come to, the record does not say. */
function isBeyondRecord({ proposal, transcript }: RecordedTurn): boolean {
  const isHalted = proposal?.calls.some(({ refusal }) => refusal?.code === 'superseded' || refusal?.code === 'paused') ?? false;
  return isHalted || (transcript?.records.some((each) => !('record' in each)) ?? false);
}
