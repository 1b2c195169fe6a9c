import type { Proposed } from './propose.js';

/** What a model did in a turn. */
export interface ModelUse {
  readonly model: string;
  /** SHA-256 of what it was told about its work. */
  readonly promptVersion: string;
  readonly calls: number;
  readonly tokens: number;
  /** US dollars, decimal. */
  readonly costUsd: string;
  readonly rules: readonly string[];
  /** What it was asked and answered, as an event carries it. */
  readonly records: readonly { readonly sha256: string; readonly record?: object }[];
  /** US dollars, try by try. */
  readonly spending: readonly { readonly model: string; readonly tier: string; readonly usd: number }[];
}

/** The turn's fact, with what the model did. Without a model it stays as it is. */
export function noteModel(proposed: Proposed, use: ModelUse | undefined): Proposed {
  if (!use) return proposed;
  const { model, promptVersion, calls, tokens, costUsd, rules } = use;
  const proposal = { ...proposed.proposal, model, promptVersion, modelCalls: calls, modelTokens: tokens, costUsd, rules: [...proposed.proposal.rules, ...rules] };
  return { ...proposed, proposal };
}
