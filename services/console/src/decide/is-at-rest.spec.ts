import { expect, test } from 'vitest';
import type { SeenEvent, TicketFacts } from './facts.js';
import { isAtRest } from './is-at-rest.js';
import { projectEvent } from './project-event.js';
import { caseOf, event, received, ticketId } from './story.fixture.js';

function restsAfter(...events: SeenEvent[]) {
  return isAtRest(events.reduce<TicketFacts | undefined>((known, next) => projectEvent(known, next, ticketId), undefined)!);
}
const first = event(0, 'ticket.received.v1', { received: received(1, 0) });
const second = event(10, 'ticket.received.v1', { received: received(2, 10) });
const caseIn = (state: string, turn: number, revision: number) =>
  event(revision + 20, 'case.changed.v1', { received: received(turn, turn === 1 ? 0 : 10), case: { ...caseOf(state, revision, revision + 20), turn } });

test('a turn in work does not rest, a settled one does', () => {
  expect(restsAfter(first)).toBe(false);
  expect(restsAfter(first, caseIn('replied', 1, 1))).toBe(true);
  expect(restsAfter(first, caseIn('replied', 1, 1), second)).toBe(false);
});

test('a message added to an escalated ticket rests once the case has heard it out', () => {
  expect(restsAfter(first, caseIn('escalated', 1, 1))).toBe(true);
  expect(restsAfter(first, caseIn('escalated', 1, 1), second)).toBe(false);
  expect(restsAfter(first, caseIn('escalated', 1, 1), second, caseIn('escalated', 2, 2))).toBe(true);
});

test('where a person has it, it rests at once', () => {
  expect(restsAfter(first, caseIn('assigned', 1, 1), second)).toBe(true);
});
