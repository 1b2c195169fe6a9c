import { setup } from 'xstate';

/** Raised when a stored state can no longer be read by this machine; a migration then translates the stored ones. */
export const machineVersion = 1;

/** What moves a case. */
export type CaseEvent =
  /** The customer writes. */
  | { type: 'message' }
  /** The facts of the turn, as the other services add them. */
  | { type: 'classified' }
  | { type: 'grounded' }
  | { type: 'proposed' }
  /** The turn comes to rest: what the customer is told has been delivered. */
  | { type: 'replied' }
  | { type: 'awaits_approval' }
  | { type: 'escalated' }
  /** A service cannot go on with a turn that was at rest. */
  | { type: 'failed' }
  /** People decide about what waits. */
  | { type: 'approved' }
  | { type: 'rejected' }
  | { type: 'expired' }
  /** People hold the conversation; a human reply takes over too. */
  | { type: 'taken_over' }
  | { type: 'released' }
  /** A person resolves it, or the customer says that it is solved. */
  | { type: 'resolved' }
  | { type: 'not_solved' }
  /** Nobody wrote for as long as the policy waits. */
  | { type: 'silent' };

const told = { target: 'in_work.proposed', description: 'the customer is told first' };

/** The life of a ticket. It is moved by its pure `transition`; what an event does not move, it leaves alone. */
export const caseMachine = setup({ types: { events: {} as CaseEvent } }).createMachine({
  id: 'case',
  initial: 'in_work',
  states: {
    in_work: {
      initial: 'received',
      states: {
        received: { on: { classified: 'classified' } },
        classified: { on: { grounded: 'grounded' } },
        grounded: { on: { proposed: 'proposed' } },
        proposed: {},
        reopened: { on: { classified: 'classified' } },
      },
      on: {
        message: '.received',
        not_solved: '.reopened',
        replied: 'replied',
        awaits_approval: 'awaiting_approval',
        escalated: 'escalated',
        taken_over: 'assigned',
        resolved: 'resolved',
      },
    },
    replied: {
      on: { message: 'in_work.received', taken_over: 'assigned', resolved: 'resolved', not_solved: 'in_work.reopened', failed: told, silent: 'resolved' },
    },
    awaiting_approval: {
      on: {
        message: 'in_work.received',
        taken_over: 'assigned',
        approved: told,
        rejected: told,
        expired: told,
        resolved: 'resolved',
        not_solved: 'in_work.reopened',
        failed: told,
      },
    },
    escalated: { on: { taken_over: 'assigned', resolved: 'resolved' } },
    assigned: { on: { released: 'replied', awaits_approval: 'awaiting_approval', resolved: 'resolved', silent: 'resolved' } },
    resolved: { on: { message: 'in_work.reopened', taken_over: 'assigned', not_solved: 'in_work.reopened', silent: 'closed' } },
    closed: { on: { message: 'in_work.reopened', not_solved: 'in_work.reopened' } },
  },
});
