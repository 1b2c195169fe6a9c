import { expect, test } from 'vitest';
import { askForHuman } from './ask-for-human.js';
import type { Delivery } from './delivery.js';

const delivery: Delivery = {
  id: 'e1', topic: 'ticket.received.v1', lane: 'canary', key: 'c1', subject: 'tkt_1', source: 'urn:deskhand:ingestion',
  time: '2026-11-20T10:00:00Z', appendedAt: '2026-11-20T10:00:01Z', headers: {}, attempt: 5,
};
const received = { ticketId: 'tkt_1', conversationId: 'c1', turn: 2 };

test('a dead letter with a ticket asks for a human in its lane, with the facts it carried', () => {
  const [event, ...rest] = askForHuman(delivery, 'intent', { received });
  expect(rest).toEqual([]);
  expect(event).toMatchObject({ topic: 'escalation.requested.v1', lane: 'canary', key: 'c1', subject: 'tkt_1', body: { received, cause: { code: 'internal_error', by: 'intent' } } });
  expect(askForHuman(delivery, 'intent', { received })[0]!.id).toBe(event!.id);
});

test('a reply that cannot be sent says whose turn it was', () => {
  const reply = { ticketId: 'tkt_1', conversationId: 'c1', source: 's', sourceId: '1', channel: 'api', inReplyTo: 'msg_1', turn: 3, epoch: 1 };
  const [event] = askForHuman({ ...delivery, topic: 'reply.released.v1' }, 'ingestion', reply);
  expect(event).toMatchObject({ body: { received: { ticketId: 'tkt_1', turn: 3, epoch: 1, messageId: 'msg_1', receivedAt: delivery.appendedAt } } });
});

test.each<[string, Delivery, string, unknown]>([
  ['no ticket', { ...delivery, subject: null }, 'ingestion', { received }],
  ['what nobody can read', delivery, 'intent', undefined],
  ['the request for a human itself', { ...delivery, topic: 'escalation.requested.v1' }, 'escalation', { received }],
  ['the view', delivery, 'console', { received }],
  ['the outcomes', delivery, 'feedback', { received }],
])('%s: the operator alone is told', (_what, one, service, body) => {
  expect(askForHuman(one, service, body)).toEqual([]);
});
