import type { Agent } from '@deskhand/catalogue/intent-policy.js';
import { findIntent } from '@deskhand/catalogue/find-intent.js';
import type { Specialist } from '@deskhand/catalogue/specialist.js';
import { servedIntents } from './plan-turn.js';
import type { Turn } from './turn.js';

/** Who serves a turn at the model's seat. */
export interface Seating {
  /** Whose matter it mainly is first, then those of further wishes. Empty: the catalogue has no specialists. */
  readonly specialists: readonly Specialist[];
  /** Who had the conversation before, where that is somebody else. */
  readonly handedOverBy: Agent | null;
}

export function specialistsOf(turn: Turn): Seating {
  const { classified, catalogue, received } = turn;
  // Trouble with the site is for the technical one, whatever the intent's own agent.
  const others = servedIntents(turn).filter(({ name }) => name !== turn.intent.name);
  const agents = [...new Set([classified.agent, ...others.map(({ agent }) => agent)])];
  const specialists = agents.flatMap((agent) => catalogue.specialists.get(agent as Agent) ?? []);
  const lastServed = received.history.findLast(({ from, intent }) => from === 'bot' && intent !== '');
  const before = lastServed && findIntent(catalogue, lastServed.intent)?.agent;
  return { specialists, handedOverBy: before && before !== classified.agent ? before : null };
}
