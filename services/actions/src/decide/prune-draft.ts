import { judgeDraft, type SeatFault } from './judge-draft.js';
import type { TurnStep } from './plan-turn.js';
import { sentencesOf } from './sentences-of.js';
import type { DoneCall, Turn } from './turn.js';
import { type ModelDraft, weaveDraft } from './weave-draft.js';
import { wordsOf } from './words-of.js';

export interface Pruned {
  readonly draft: ModelDraft;
  /** What was wrong with the sentences that are gone. */
  readonly removed: readonly SeatFault[];
}

/** Rules about the reply as a whole: no sentence alone can keep them. */
const wholeRules: readonly SeatFault['rule'][] = ['left_out', 'no_citation', 'unknown_citation', 'apologies'];
/** A sentence that tells less is no answer by itself. */
const leastTold = 2;

/** The draft without the sentences that nothing backs, and without documents that were not given to it. Null: nothing is left that tells something. */
export function pruneDraft(turn: Turn, step: Exclude<TurnStep, { kind: 'call' }>, draft: ModelDraft, calls: readonly DoneCall[]): Pruned | null {
  const citations = draft.citations.filter((id) => turn.grounding.passages.some(({ documentId }) => documentId === id));
  const judged = sentencesOf(draft.reply).map((sentence) => {
    const alone = { reply: sentence, citations };
    const woven = weaveDraft(turn, step, alone);
    return { sentence, faults: woven ? judgeDraft(turn, alone, woven, calls).filter(({ rule }) => !wholeRules.includes(rule)) : [] };
  });
  const kept = judged.filter(({ faults }) => faults.length === 0).map(({ sentence }) => sentence);
  if (!kept.some((sentence) => wordsOf(sentence).size >= leastTold)) return null;
  return { draft: { reply: kept.join(' '), citations }, removed: judged.flatMap(({ faults }) => faults) };
}
