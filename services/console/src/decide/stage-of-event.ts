import type { TopicName } from '@deskhand/contracts/topics.js';
import type { SeenEvent } from './facts.js';
import { factsInEvent } from './facts-in-event.js';

export interface EventStage {
  /** Of two events of one turn the later stage knows better what the facts are. */
  readonly level: number;
  /** How far the turn has come: 1 classified, 2 grounded, 3 proposed; 0 for none of it. */
  readonly reached: number;
}

const stages: Partial<Record<TopicName, EventStage>> = {
  'ticket.classified.v1': { level: 1, reached: 1 },
  'ticket.grounded.v1': { level: 2, reached: 2 },
  'ticket.proposed.v1': { level: 3, reached: 3 },
  'approval.decided.v1': { level: 4, reached: 3 },
  'case.changed.v1': { level: 5, reached: 0 },
};

/** Where in the path of a turn an event stands. */
export function stageOfEvent(event: SeenEvent): EventStage {
  const stage = stages[event.topic];
  if (stage) return stage;
  // "I cannot" is said from anywhere: the facts in it tell from where.
  const { classified, grounding, proposal, cause } = factsInEvent(event);
  const reached = cause ? (proposal ? 3 : grounding ? 2 : classified ? 1 : 0) : 0;
  return { level: reached, reached };
}
