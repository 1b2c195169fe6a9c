import type { TicketState } from '@deskhand/contracts/words.js';
import { initialTransition, transition } from 'xstate';
import { type CaseEvent, caseMachine, machineVersion } from './case-machine.js';

/** Where the machine stands, as it is stored. */
export interface Standing {
  readonly machine: number;
  readonly state: TicketState;
}

const steps: readonly TicketState[] = ['received', 'classified', 'grounded', 'proposed', 'reopened'];

const first = standingOf(initialTransition(caseMachine)[0].value);
/** The machine has no memory but its state: each of its few steps is worked out once. */
const known = new Map<string, Standing>();

export function firstStanding(): Standing {
  return first;
}

/** The machine after one event; where the event moves nothing, the same. */
export function moveState(standing: Standing, event: CaseEvent['type']): Standing {
  const step = `${standing.state} ${event}`;
  const moved = known.get(step) ?? transit(standing, event);
  known.set(step, moved);
  return moved;
}

function transit(standing: Standing, event: CaseEvent['type']): Standing {
  const value = steps.includes(standing.state) ? { in_work: standing.state } : standing.state;
  const [snapshot] = transition(caseMachine, caseMachine.resolveState({ value, context: {} } as never), { type: event });
  return standingOf(snapshot.value);
}

export function isInWork(state: TicketState): boolean {
  return steps.includes(state);
}

function standingOf(value: unknown): Standing {
  const state = typeof value === 'string' ? value : (value as { in_work: string }).in_work;
  return { machine: machineVersion, state: state as TicketState };
}
