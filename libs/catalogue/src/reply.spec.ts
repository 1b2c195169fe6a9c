import { describe, expect, test } from 'vitest';
import { escalationCodes } from './escalation-codes.js';
import { loadCatalogue } from './load-catalogue.js';
import { replyKeys } from './reply-keys.js';
import { placeholdersOf, say, sayHandoff } from './reply.js';
import { shippedDir } from './shipped-catalogue.fixture.js';

const { replies } = loadCatalogue(shippedDir);

describe('given the words that come with Deskhand', () => {
  test('when a refund is done, then the customer reads the amount and when it arrives', () => {
    const text = say(replies, 'refund.done', { amount: '$24.90', orderId: '10024' });
    expect(text).toBe("I've refunded $24.90 for order 10024. The money will be on your statement in 5-10 business days.");
  });

  test('when a refund waits for approval, then the customer reads so, with a reference and a time', () => {
    const text = say(replies, 'refund.submitted', { amount: '$100.01', orderId: '10101', reference: 'AP-7' });
    expect(text).toContain('submitted for approval');
    expect(text).toContain('AP-7');
    expect(text).toContain('within 24 hours');
  });

  test('when the bot introduces itself, then it says that it is one', () => {
    expect(say(replies, 'intro.disclosure')).toBe("I'm an AI support agent for Larkspur Goods.");
  });

  test('when a refund is refused, then a specialist is offered', () => {
    const refusals = Object.entries(replies).filter(([key]) => key.startsWith('refusal.'));
    expect(refusals.length).toBeGreaterThan(10);
    for (const [key, text] of refusals) expect(text, key).toMatch(/specialist/);
  });

  test('when a person takes over, then every code has words that name the team', () => {
    for (const code of escalationCodes) expect(sayHandoff(replies, code, 'billing'), code).toContain('billing team');
    expect(sayHandoff(replies, 'asked_for_human', 'no_such_queue')).toContain('support team');
  });

  test('when every value is given, then no text has a hole', () => {
    for (const [key, names] of Object.entries(replyKeys)) {
      const values = Object.fromEntries(names.map((name) => [name, 'x']));
      const text = say(replies, key as 'refund.done', values as { amount: string; orderId: string });
      expect(placeholdersOf(text), key).toEqual([]);
      expect(text, key).not.toMatch(/[{}]|undefined|null/);
    }
  });
});

describe('given a value that is missing', () => {
  test.each([{}, { amount: '$1.00' }, { amount: '$1.00', orderId: ' ' }])('when %j is all there is, then nothing is said', (values) => {
    expect(() => say(replies, 'refund.done', values as { amount: string; orderId: string })).toThrow('the reply "refund.done" lacks a value for {orderId}'.replace('{orderId}', Object.keys(values).length ? '{orderId}' : '{amount}, {orderId}'));
  });

  test('when the compiler can see it, then it does not compile', () => {
    // @ts-expect-error orderId is missing
    expect(() => say(replies, 'refund.done', { amount: '$1.00' })).toThrow(/orderId/);
    // @ts-expect-error the values are missing
    expect(() => say(replies, 'refund.done')).toThrow(/amount/);
    const key = ['order.pending', 'order.delivered'].at(1) as 'order.pending' | 'order.delivered';
    expect(say(replies, key, { orderId: '12345', deliveredAt: 'May 10' })).toBe('Your order 12345 was delivered on May 10.');
  });

  test('when the key is unknown, then nothing is said', () => {
    expect(() => say(replies, 'toString' as 'order.which')).toThrow('no reply has the key "toString"');
  });
});

test('given a value that looks like a placeholder, then it is left as the customer wrote it', () => {
  expect(say({ 'refund.done': '{amount} {orderId}' }, 'refund.done', { amount: '{orderId}', orderId: '$&' })).toBe('{orderId} $&');
});
