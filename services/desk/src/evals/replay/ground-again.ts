import { findIntent } from '@deskhand/catalogue/find-intent.js';
import type { EscalationCause } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { Grounding } from '@deskhand/contracts/gen/events/deskhand/retrieval/v1/events.js';
import { IntentRpc } from '@deskhand/intent/accept/reconsider-intent.js';
import type { Classifier } from '@deskhand/intent/perform/classifier.js';
import { adoptSecondLook, type SecondLook } from '@deskhand/retrieval/decide/adopt-second-look.js';
import { buildQuery } from '@deskhand/retrieval/decide/build-query.js';
import { explainDoubt } from '@deskhand/retrieval/decide/explain-doubt.js';
import { judgeConfidence } from '@deskhand/retrieval/decide/judge-confidence.js';
import { Grounder } from '@deskhand/retrieval/perform/grounder.js';
import type { Knowledge } from '@deskhand/retrieval/perform/knowledge.js';
import { SecondLooks } from '@deskhand/retrieval/perform/second-looks.js';
import type { Baseline, Candidate } from './candidate.js';
import type { RecordedTurn } from './recorded-turn.js';

export interface Grounded {
  readonly settled: Classified;
  readonly grounding: Grounding;
  /** Why a person has to answer. */
  readonly doubt?: EscalationCause;
}

/** What retrieval would add: the record's own passages where neither question, documents nor categories differ, a search of the candidate's documents elsewhere. */
export async function groundAgain(recorded: RecordedTurn, classified: Classified, candidate: Candidate, baseline: Baseline | null): Promise<Grounded> {
  const { received } = recorded;
  const { catalogue } = candidate;
  const grounder = new Grounder(candidate.knowledge as unknown as Knowledge);
  const query = buildQuery(received);

  async function ground(categories: readonly string[] | null): Promise<Grounding> {
    if (baseline && recorded.grounding?.query === query && sameCategories(categories, recordedCategories(recorded, baseline))) return recorded.grounding;
    return categories ? grounder.ground(query, categories) : grounder.groundAnywhere(query);
  }

  if (classified.smallTalk) return { settled: classified, grounding: recorded.settled?.smallTalk ? recorded.grounding! : grounder.nothing() };
  const first = judgeConfidence(classified, catalogue);
  if (first.isSure) return { settled: classified, grounding: await ground(first.policy!.knowledge_categories) };
  const look = recordedLook(recorded, classified, baseline) ?? (await lookAgain(recorded, candidate, (await ground(null)).passages, classified));
  const second = judgeConfidence(look, catalogue);
  const settled = adoptSecondLook(classified, look, second.policy);
  if (second.isSure) return { settled, grounding: await ground(second.policy!.knowledge_categories) };
  return { settled, grounding: await ground(null), doubt: explainDoubt(settled, catalogue) };
}

/** Where the recorded passages were looked for; null: everywhere. Undefined: nobody knows. */
function recordedCategories({ settled, cause }: RecordedTurn, { catalogue, hasSameKnowledge }: Baseline): readonly string[] | null | undefined {
  if (!settled || !hasSameKnowledge) return undefined;
  return cause?.by === 'retrieval' ? null : findIntent(catalogue, settled.intent)?.knowledge_categories;
}

function sameCategories(now: readonly string[] | null, then: readonly string[] | null | undefined): boolean {
  if (then === undefined) return false;
  return JSON.stringify([...(now ?? [])].sort()) === JSON.stringify([...(then ?? [])].sort());
}

/** The same doubt beside the same documents comes to the same. */
function recordedLook({ read, settled }: RecordedTurn, classified: Classified, baseline: Baseline | null): SecondLook | undefined {
  const isSame = read && JSON.stringify(read.candidates) === JSON.stringify(classified.candidates);
  return baseline?.hasSameKnowledge && isSame && settled?.reconsidered ? settled : undefined;
}

function lookAgain({ received }: RecordedTurn, { catalogue, classifier }: Candidate, passages: Grounding['passages'], classified: Classified): Promise<SecondLook> {
  const intent = new IntentRpc({ ready: async () => classifier } as unknown as Classifier, catalogue);
  return new SecondLooks({ reconsider: (request) => intent.reconsider(request), close: () => {} }).reconsider(received, passages, classified);
}
