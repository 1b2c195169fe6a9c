import { expect, test } from 'vitest';
import { conversationId, received, ticketId, at } from '../../decide/story.fixture.js';
import { rawPersonalData } from './raw-personal-data.js';

const find = (text: string, more = {}, openText = 'Write to help@larkspurgoods.example.') =>
  rawPersonalData({ id: 'e', topic: 'ticket.received.v1', lane: 'stable', at: at(1), conversationId, ticketId, turn: 1, body: { received: received(1, 1, { text, ...more }) } }, { openText }).map(({ detail }) => detail);

test.each([
  ['ada@example.com', 'an e-mail address'],
  ['my card is 4242 4242 4242 4242', 'a card number'],
  ['123-45-6789', 'a social security number'],
  ['DE89 3704 0044 0532 0130 00', 'an IBAN'],
  ['call +1 (555) 010-4477', 'a telephone number'],
])('%s is %s', (text, kind) => expect(find(text)).toEqual([`ticket.received.v1 holds ${kind} in the clear.`]));

test.each([
  '<EMAIL_7f3a9c01b2> and <CARD_4242_7f3a9c01b2>', 'order #W6067464', 'a***@example.com', '2026-11-20T12:00:00.000Z', '12345', 'help@larkspurgoods.example', '4242 4242 4242 4241', '1Z999AA10123456784',
])('%s is not', (text) => expect(find(text)).toEqual([]));

test('what others have chosen as a name for something is not looked at', () => {
  expect(find('hello', { sourceId: 'ada@example.com', customerId: '4242424242424242' })).toEqual([]);
});
