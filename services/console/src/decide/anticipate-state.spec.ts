import { describe, expect, test } from 'vitest';
import { anticipateState } from './anticipate-state.js';
import type { SeenEvent, TicketFacts } from './facts.js';
import { projectEvent } from './project-event.js';
import { approval, at, caseOf, classified, delivered, event, grounding, held, proposal, received, ticketId } from './story.fixture.js';

function stateAfter(...events: SeenEvent[]) {
  return anticipateState(events.reduce<TicketFacts | undefined>((known, next) => projectEvent(known, next, ticketId), undefined)!);
}
const facts = { received: received(1, 0), classified: classified(), grounding: grounding() };
const arrived = event(0, 'ticket.received.v1', { received: facts.received });
const inState = (state: string, more: Parameters<typeof caseOf>[3] = {}) => event(5, 'case.changed.v1', { ...facts, case: caseOf(state, 1, 5, more) });
const message = event(10, 'ticket.received.v1', { received: received(2, 10) });
const latest = held(2, 10, 'Lena', ['tkt_0', ticketId]);
const older = held(2, 10, 'Lena', [ticketId, 'tkt_2']);
const closure = (value: string) => event(10, 'feedback.given.v1', { id: 'f', ticketId, conversationId: 'shop:1', kind: 'closure', value, text: '', by: '', at: at(10) });

test('in work the other events tell how far the turn has come', () => {
  const steps = [
    arrived,
    event(1, 'ticket.classified.v1', facts),
    event(2, 'ticket.grounded.v1', facts),
    event(3, 'ticket.proposed.v1', { ...facts, proposal: proposal() }),
  ];
  expect(steps.map((_, n) => stateAfter(...steps.slice(0, n + 1)))).toEqual(['received', 'classified', 'grounded', 'proposed']);
  expect(stateAfter(...steps, inState('replied'))).toBe('replied');
  expect(stateAfter(...steps, inState('replied'), message)).toBe('received');
  expect(stateAfter(...steps, inState('replied'), message, event(11, 'ticket.classified.v1', { ...facts, received: received(2, 10) }))).toBe('classified');
});

describe.each([
  ['received', 'received', 'assigned', 'received', 'resolved'],
  ['replied', 'received', 'assigned', 'replied', 'resolved'],
  ['awaiting_approval', 'received', 'assigned', 'awaiting_approval', 'resolved'],
  ['escalated', 'escalated', 'assigned', 'escalated', 'resolved'],
  ['assigned', 'assigned', 'assigned', 'replied', 'resolved'],
  ['reopened', 'received', 'assigned', 'reopened', 'resolved'],
  ['resolved', 'reopened', 'assigned', 'resolved', 'resolved'],
  ['closed', 'reopened', 'assigned', 'closed', 'closed'],
])('%s, at once', (state, afterMessage, afterTakeover, afterRelease, afterResolve) => {
  const before = [arrived, inState(state)];
  test(`a message → ${afterMessage}`, () => expect(stateAfter(...before, message)).toBe(afterMessage));
  test(`takeover → ${afterTakeover}`, () => expect(stateAfter(...before, event(10, 'conversation.taken_over.v1', latest))).toBe(afterTakeover));
  test(`release → ${afterRelease}`, () => expect(stateAfter(...before, event(10, 'conversation.released.v1', latest))).toBe(afterRelease));
  test(`resolve → ${afterResolve}`, () => expect(stateAfter(...before, event(10, 'conversation.resolved.v1', latest))).toBe(afterResolve));
  test('a case that knows of it has the last word', () => {
    const after = event(11, 'case.changed.v1', { ...facts, case: caseOf('escalated', 2, 11, { conversationRevision: 2, turn: 2 }) });
    for (const change of [message, event(10, 'conversation.taken_over.v1', latest)]) expect(stateAfter(...before, change, after)).toBe('escalated');
  });
  test('a case that did not know of it has not', () => {
    const late = event(11, 'case.changed.v1', { ...facts, case: caseOf(state, 2, 11) });
    expect(stateAfter(...before, message, late)).toBe(afterMessage);
  });
});

test.each(['resolved', 'closed'])('a takeover leaves an older ticket %s', (state) => {
  expect(stateAfter(arrived, inState(state), event(10, 'conversation.taken_over.v1', older))).toBe(state);
  expect(stateAfter(arrived, inState('replied'), event(10, 'conversation.taken_over.v1', older))).toBe('assigned');
});

test('takeover, release, message: one after the other by revision, whatever the order of arrival', () => {
  const changes = [
    event(10, 'conversation.taken_over.v1', held(2, 10)),
    event(11, 'conversation.released.v1', held(3, 11)),
    event(12, 'ticket.received.v1', { received: received(2, 12, { revision: 4 }) }),
  ];
  expect(stateAfter(arrived, inState('replied'), ...changes)).toBe('received');
  expect(stateAfter(...changes.toReversed(), inState('replied'), arrived)).toBe('received');
});

test.each([
  ['solved', 'replied', 'resolved'],
  ['solved', 'escalated', 'resolved'],
  ['not_solved', 'replied', 'reopened'],
  ['not_solved', 'resolved', 'reopened'],
  ['not_solved', 'assigned', 'assigned'],
])('closure %s in %s → %s', (value, state, after) => {
  expect(stateAfter(arrived, inState(state), closure(value))).toBe(after);
  expect(stateAfter(arrived, closure(value), inState(state, { at: at(12) }))).toBe(state);
});

test.each(['approved', 'rejected', 'stale'])('once %s, the ticket waits for nobody and is not settled', (status) => {
  const waiting = inState('awaiting_approval', { approvals: [approval()] });
  const decided = event(10, 'approval.decided.v1', { ...facts, proposal: proposal(), approval: approval({ status }) });
  expect(stateAfter(arrived, waiting)).toBe('awaiting_approval');
  expect(stateAfter(arrived, waiting, decided)).toBe('proposed');
  expect(stateAfter(arrived, inState('assigned', { approvals: [approval()] }), decided)).toBe('assigned');
});

test('the first of two approvals leaves it waiting', () => {
  const first = approval({ neededApprovals: 2, decisions: [{ by: 'Lena', verdict: 'approved', at: at(9), reason: '' }] });
  expect(stateAfter(arrived, inState('awaiting_approval', { approvals: [first] }))).toBe('awaiting_approval');
});

test('handed back while an approval waits, the ticket waits', () => {
  const before = [arrived, inState('assigned', { approvals: [approval()] })];
  expect(stateAfter(...before, event(10, 'conversation.released.v1', latest))).toBe('awaiting_approval');
});

test('an answered turn that is reopened is not where it came before; a new message\'s turn is', () => {
  const answered = [arrived, event(3, 'ticket.proposed.v1', { ...facts, proposal: proposal() }), event(4, 'reply.delivered.v1', delivered(1, 4)), inState('replied')];
  expect(stateAfter(...answered, closure('not_solved'))).toBe('reopened');
  const reopened = event(11, 'case.changed.v1', { ...facts, case: caseOf('reopened', 2, 11) });
  expect(stateAfter(...answered, closure('not_solved'), reopened)).toBe('reopened');
  expect(stateAfter(...answered, closure('not_solved'), reopened, message, event(12, 'ticket.grounded.v1', { ...facts, received: received(2, 10) }))).toBe('grounded');
});
