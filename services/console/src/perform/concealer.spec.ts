import { RpcError } from '@deskhand/kit/rpc-error.js';
import { expect, test } from 'vitest';
import { projectEvent } from '../decide/project-event.js';
import { showTicket } from '../decide/show-ticket.js';
import type { SeenEvent, TicketFacts } from '../decide/facts.js';
import { at, caseOf, delivered, event, received, replyOf, ticketId } from '../decide/story.fixture.js';
import { Concealer, type ContextRpc } from './concealer.js';

const context: ContextRpc['context'] = async ({ ticketId: id }) => {
  if (id !== ticketId) throw new RpcError('not_found', 'unknown');
  const message = { ticketId: id, from: 'human', at: at(1) };
  return {
    conversationId: 'shop:1', source: 'shop', epoch: 1, revision: 1, heldBy: '', authenticated: false, customerId: '', tickets: [],
    messages: [{ ...message, messageId: 'other', text: 'no' }, { ...message, messageId: 'rep_1', text: 'Hello <PERSON_7f3a9c01b2>' }],
  };
};
const told = (by: string) => event(1, 'reply.delivered.v1', delivered(1, 1, { by, text: 'Hello Ada' }));
const onKafka = new Concealer(true, { context });

test('a person\'s words are kept as ingestion has them', async () => {
  expect((await onKafka.conceal(told('Lena'))).body).toMatchObject({ text: 'Hello <PERSON_7f3a9c01b2>' });
});

test('nothing in the clear reaches archive or view, and the view has the words all the same', async () => {
  const escalation = { action: 'transfer_to_human', queue: 'support', level: 'high', code: 'tool_failed', reason: 'r', customerSentiment: 'neutral' };
  const seen: SeenEvent[] = [
    event(0, 'ticket.received.v1', { received: received(1, 0) }),
    event(1, 'reply.released.v1', {
      ticketId, conversationId: 'shop:1', source: 'shop', sourceId: '1', channel: 'api', turn: 1, epoch: 0, messageId: 'rep_1', inReplyTo: 'msg_1',
      text: 'Hello <PERSON_7f3a9c01b2>', citations: [], settles: 'escalated', intent: '', toolResults: [], dryRun: false,
    }),
    await onKafka.conceal(told('bot')),
    await onKafka.conceal(event(2, 'case.escalated.v1', { eventId: 'e', ticketId, conversationId: 'shop:1', source: 'shop', sourceId: '1', at: at(2), ...escalation, summary: 'Ada wants', attemptedResolutions: ['told Ada'] })),
    event(3, 'case.changed.v1', { received: received(1, 0), case: caseOf('escalated', 1, 1, { escalation: { ...escalation, summary: '<PERSON_7f3a9c01b2> wants', attemptedResolutions: ['told them'] }, reply: replyOf(delivered(1, 1)) }) }),
  ];
  expect(JSON.stringify(seen)).not.toContain('Ada');
  const view = showTicket(seen.reduce<TicketFacts | undefined>((known, next) => projectEvent(known, next, ticketId), undefined)!)!;
  expect(view.reply!.text).toBe('Hello <PERSON_7f3a9c01b2>');
  expect(view.escalation).toMatchObject({ code: 'tool_failed', reason: 'r', summary: '<PERSON_7f3a9c01b2> wants', attemptedResolutions: ['told them'] });
});

test('on the embedded bus, whose log holds tokens, nothing is asked and nothing changed', async () => {
  const embedded = new Concealer(false, { context: () => Promise.reject(new Error('asked')) });
  const event = told('Lena');
  expect(await embedded.conceal(event)).toBe(event);
});

test('a message that ingestion does not know is kept without words; an ingestion that is away is asked again later', async () => {
  const unknown = event(1, 'reply.delivered.v1', delivered(1, 1, { by: 'Lena', ticketId: 'tkt_9' }));
  expect((await onKafka.conceal(unknown)).body).toMatchObject({ text: '' });
  const away = new Concealer(true, { context: () => Promise.reject(new Error('away')) });
  await expect(away.conceal(told('Lena'))).rejects.toThrow('away');
});
