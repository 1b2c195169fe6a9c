import { type TicketState, isSettled, ticketStates } from '@deskhand/contracts/words.js';
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from './case-machine.js';
import { firstStanding, isInWork, moveState } from './move-state.js';

// The table of the interface, cell by cell: "in ↓ on →". `stays` and `-` leave the state as it is. A state that is told to the customer
// first is reached through `proposed`.
const table: Record<string, Partial<Record<CaseEvent['type'], string>>> = {
  in_work: { message: 'received', taken_over: 'assigned', approved: '-', rejected: '-', expired: '-', resolved: 'resolved', silent: '-' },
  replied: { message: 'received', taken_over: 'assigned', approved: '-', rejected: '-', expired: '-', resolved: 'resolved', silent: 'resolved' },
  awaiting_approval: {
    message: 'received', taken_over: 'assigned', approved: 'proposed', rejected: 'proposed, escalated', expired: 'proposed, escalated',
    resolved: 'resolved', silent: '-',
  },
  escalated: { message: 'stays', taken_over: 'assigned', approved: '-', rejected: '-', expired: '-', resolved: 'resolved', silent: 'stays' },
  assigned: {
    message: 'stays', taken_over: 'stays', released: 'replied', approved: 'stays', rejected: 'stays', expired: 'stays', resolved: 'resolved', silent: 'resolved',
  },
  resolved: { message: 'reopened', taken_over: 'assigned', approved: '-', rejected: '-', expired: '-', resolved: 'stays', silent: 'closed' },
  closed: { message: 'reopened', taken_over: '-', approved: '-', rejected: '-', expired: '-', resolved: '-', silent: '-' },
};

const standing = (state: TicketState) => ({ machine: 1, state });
const cells = ticketStates.flatMap((state) =>
  Object.entries(table[isInWork(state) ? 'in_work' : state]!).map(([event, cell]) => ({ state, event: event as CaseEvent['type'], cell })),
);

describe('the table of states', () => {
  it('has a row for every state', () => {
    expect(new Set(cells.map(({ state }) => state))).toEqual(new Set(ticketStates));
    expect(cells.length).toBeGreaterThanOrEqual(ticketStates.length * 7);
  });

  it.each(cells)('$state on $event: $cell', ({ state, event, cell }) => {
    const [first, then] = cell.split(', ');
    const moved = moveState(standing(state), event);
    expect(moved.state).toBe(first === 'stays' || first === '-' ? state : first);
    if (then) expect(moveState(moved, then as CaseEvent['type']).state).toBe(then);
  });

  it('begins as received and takes the facts of a turn one after the other', () => {
    const path = (['classified', 'grounded', 'proposed'] as const).reduce((states, event) => [...states, moveState(states.at(-1)!, event)], [firstStanding()]);
    expect(path.map(({ state }) => state)).toEqual(['received', 'classified', 'grounded', 'proposed']);
    expect(moveState(standing('reopened'), 'classified').state).toBe('classified');
  });

  it.each(ticketStates.filter(isInWork))('%s comes to rest in any of the three ways', (state) => {
    expect(moveState(standing(state), 'replied').state).toBe('replied');
    expect(moveState(standing(state), 'awaits_approval').state).toBe('awaiting_approval');
    expect(moveState(standing(state), 'escalated').state).toBe('escalated');
  });

  it.each(ticketStates)('"not solved" reopens %s unless people have it already', (state) => {
    const left = state === 'escalated' || state === 'assigned';
    expect(moveState(standing(state), 'not_solved').state).toBe(left ? state : 'reopened');
  });

  it('is in work or settled, never both', () => {
    for (const state of ticketStates) expect(isInWork(state)).toBe(!isSettled(state));
  });
});
