import { expect, test } from 'vitest';
import type { SeenEvent, TicketFacts } from './facts.js';
import { projectEvent } from './project-event.js';
import { showApprovals } from './show-approvals.js';
import { approval, at, caseOf, classified, event, grounding, held, received, ticketId } from './story.fixture.js';

const facts = { received: received(1, 0), classified: classified(), grounding: grounding() };
const solved = event(10, 'feedback.given.v1', { id: 'f', ticketId, conversationId: 'shop:1', kind: 'closure', value: 'solved', text: '', by: '', at: at(10) });
const takenOver = event(10, 'conversation.taken_over.v1', held(2, 10));
const message = event(10, 'ticket.received.v1', { received: received(2, 10) });
const resolved = event(10, 'conversation.resolved.v1', held(2, 10));

test.each<[string, string, SeenEvent, string]>([
  ['reply', 'solved', solved, 'withdrawn'],
  ['action', 'solved', solved, 'withdrawn'],
  ['action', 'resolved', resolved, 'withdrawn'],
  ['reply', 'taken over', takenOver, 'withdrawn'],
  ['reply', 'written in again', message, 'withdrawn'],
  ['action', 'written in again', message, 'pending'],
  ['action', 'taken over', takenOver, 'pending'],
])('a pending %s, once the ticket is %s', (kind, _what, change, status) => {
  const before = [
    event(0, 'ticket.received.v1', { received: facts.received }),
    event(5, 'case.changed.v1', { ...facts, case: caseOf('awaiting_approval', 1, 5, { approvals: [approval({ kind, createdAt: at(5) })] }) }),
  ];
  const after = (...events: SeenEvent[]) => showApprovals(events.reduce<TicketFacts | undefined>((known, next) => projectEvent(known, next, ticketId), undefined)!);
  expect(after(...before)).toMatchObject([{ kind, status: 'pending' }]);
  expect(after(...before, change)).toMatchObject([{ kind, status }]);
});
