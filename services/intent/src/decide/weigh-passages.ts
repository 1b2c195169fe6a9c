import type { IntentPolicy } from '@deskhand/catalogue/intent-policy.js';

export interface IntentOdds {
  readonly intent: string;
  /** 0-1; all of them sum to 1. */
  readonly confidence: number;
}

export interface WeighedPassage {
  readonly category: string;
  /** How likely it answers, 0-1. */
  readonly score: number;
}

/**
 * How far documents may move the odds: one certain passage of a category that a single intent owns multiplies them by e^2. Measured: of 20
 * unsure phrases (held-out and cross-validated) that this makes sure, 16 are right; at 4, of 41, 29.
 */
const trust = 2;
/** Each further passage says less that is new. */
const fading = 0.6;

/**
 * The second look (A26): what was found without a filter speaks for the intents whose documents it is from. A category that several
 * intents share says less about each; an intent that any document may answer has a share in all of them. Most likely first.
 */
export function weighPassages(candidates: readonly IntentOdds[], passages: readonly WeighedPassage[], intents: Iterable<Pick<IntentPolicy, 'name' | 'knowledge_categories'>>): IntentOdds[] {
  const policies = [...intents];
  const evidence = (intent: string) => {
    const policy = policies.find(({ name }) => name === intent);
    return policy ? passages.reduce((sum, { category, score }, rank) => sum + score * fading ** rank * share(policy, category, policies), 0) : 0;
  };
  const moved = candidates.map(({ intent, confidence }) => ({ intent, confidence: confidence * Math.exp(trust * evidence(intent)) }));
  const sum = moved.reduce((total, { confidence }) => total + confidence, 0) || 1;
  return moved.map(({ intent, confidence }) => ({ intent, confidence: confidence / sum })).sort((one, other) => other.confidence - one.confidence);
}

function share({ knowledge_categories: own }: Pick<IntentPolicy, 'knowledge_categories'>, category: string, policies: readonly Pick<IntentPolicy, 'knowledge_categories'>[]): number {
  const owners = policies.filter(({ knowledge_categories: each }) => each.includes(category)).length;
  if (own.length === 0) return 1 / (owners + 1);
  return own.includes(category) ? 1 / owners : 0;
}
