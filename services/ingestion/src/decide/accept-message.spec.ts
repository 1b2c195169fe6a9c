import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acceptMessage, type Arrival, type Known } from './accept-message.js';
import type { StoredMessage } from './conversation.js';

const nobody = { authenticated: false, customerId: null, authenticatedAt: null, note: '' };
const at = '2026-11-20T10:00:00.000Z';
const opens = {
  ticketId: 'tkt_1', conversationId: 'c', source: 's', sourceId: '1', channel: 'api', subject: 'Late',
  metadata: { tier: 'gold' }, customer: {}, content: 'x', dryRun: false,
};
const arrival = (n: number, more: Partial<Arrival> = {}): Arrival => ({ messageId: `m${n}`, text: `text ${n}`, content: 'x', at, ...more });
const fresh: Known = { conversation: undefined, ticket: undefined, messages: [] };

/** What a conversation looks like after messages of the customer and answers of the bot. */
function play(steps: readonly ('customer' | 'bot')[]) {
  let known = fresh;
  let last: ReturnType<typeof acceptMessage> | undefined;
  steps.forEach((who, n) => {
    if (who === 'customer') {
      last = acceptMessage(arrival(n, known.ticket ? {} : { opens }), known, nobody, 'stable');
      known = { conversation: last.conversation, ticket: last.ticket, messages: [...known.messages, last.message] };
    } else if (known.conversation && known.ticket) {
      const conversation = { ...known.conversation, version: known.conversation.version + 1 };
      const answer: StoredMessage = { ...last!.message, messageId: `m${n}`, author: 'bot', text: `answer ${n}`, seq: conversation.version, toolResults: null };
      known = { conversation, ticket: { ...known.ticket, answered: last!.message.seq }, messages: [...known.messages, answer] };
    }
  });
  return { last: last!, known };
}

describe('the first message', () => {
  test('opens ticket and conversation', () => {
    const { received, conversation, ticket, message } = acceptMessage(arrival(1, { opens }), fresh, { authenticated: true, customerId: 'cus_1', authenticatedAt: at, note: '' }, 'canary');
    expect(received).toEqual({
      ticketId: 'tkt_1', conversationId: 'c', source: 's', sourceId: '1', channel: 'api', messageId: 'm1', turn: 1, revision: 1, epoch: 0, subject: 'Late',
      text: 'text 1', history: [], authenticated: true, customerId: 'cus_1', identityNote: '', metadata: { tier: 'gold' }, receivedAt: at,
      customerMessages: 1, dryRun: false, heldBy: '', opensTicket: true,
    });
    expect(conversation).toMatchObject({ version: 1, lane: 'canary', source: 's', customerId: 'cus_1', authenticatedAt: at });
    expect(ticket).toMatchObject({ turn: 1, answered: 0, openedAt: at });
    expect(message).toMatchObject({ seq: 1, author: 'customer' });
  });

  test('in a known conversation keeps its source, lane, epoch and holder', () => {
    const { known } = play(['customer', 'bot']);
    const conversation = { ...known.conversation!, epoch: 3, heldBy: 'Lena', lane: 'canary' as const };
    const { received, conversation: next } = acceptMessage(arrival(9, { opens: { ...opens, ticketId: 'tkt_2', source: 'other' } }), { ...known, conversation, ticket: undefined }, nobody, 'stable');
    expect(received).toMatchObject({ ticketId: 'tkt_2', source: 'other', turn: 1, epoch: 3, heldBy: 'Lena', customerMessages: 2, text: 'text 9', opensTicket: true });
    expect(next).toMatchObject({ source: 's', lane: 'canary', version: conversation.version + 1 });
    expect(received.history.map(({ text }) => text)).toEqual(['text 0', 'answer 1']);
  });
});

test('a turn holds exactly what has not been answered, and the history what was before', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom<'customer' | 'bot'>('customer', 'customer', 'bot'), { maxLength: 9 }), (steps) => {
      const all = ['customer' as const, ...steps, 'customer' as const];
      const { received } = play(all).last;
      const lastAnswer = all.lastIndexOf('bot');
      const texts = all.map((who, n) => ({ who, n })).filter(({ who }) => who === 'customer');
      expect(received.text).toBe(texts.filter(({ n }) => n > lastAnswer).map(({ n }) => `text ${n}`).join('\n\n'));
      expect(received.turn).toBe(texts.length);
      expect(received.revision).toBe(texts.length);
      expect(received.customerMessages).toBe(texts.length);
      expect(received.history).toHaveLength(lastAnswer + 1);
    }),
  );
});

test('a flood of unanswered messages keeps the newest within bounds', () => {
  let known = fresh;
  let text = '';
  for (let n = 0; n < 12; n++) {
    const accepted = acceptMessage(arrival(n, { text: `${n} ${'x'.repeat(19_000)}`, ...(n === 0 && { opens }) }), known, nobody, 'stable');
    known = { conversation: accepted.conversation, ticket: accepted.ticket, messages: [...known.messages, accepted.message] };
    text = accepted.received.text;
  }
  expect(text.length).toBeLessThan(60_000);
  expect(text.split('\n\n').map((part) => part.split(' ')[0])).toEqual(['9', '10', '11']);
});
