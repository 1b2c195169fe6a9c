import type { Spent } from './model-request.js';

export function addSpent(a: Spent, b: Spent): Spent {
  return { calls: a.calls + b.calls, tokens: a.tokens + b.tokens, nanoUsd: a.nanoUsd + b.nanoUsd };
}
