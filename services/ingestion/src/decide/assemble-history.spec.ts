import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assembleHistory } from './assemble-history.js';
import type { StoredMessage } from './conversation.js';

function message(seq: number, more: Partial<StoredMessage> = {}): StoredMessage {
  const usual = { messageId: `m${seq}`, conversationId: 'c', ticketId: 't', author: 'customer' as const, saidBy: '', text: `text ${seq}`, at: '2026-11-20T10:00:00.000Z' };
  return { ...usual, seq, content: '', intent: '', pending: null, toolResults: null, ...more };
}
const withTool = { author: 'bot' as const, toolResults: [{ tool: 'track_shipment' }] };

test('the last ten, and every earlier one with a tool result, oldest first', () => {
  const messages = Array.from({ length: 20 }, (_, n) => message(n, n === 2 || n === 15 ? withTool : {}));
  expect(assembleHistory(messages.toReversed()).map(({ messageId }) => messageId)).toEqual(['m2', ...Array.from({ length: 10 }, (_, n) => `m${n + 10}`)]);
});

test('an empty list of tool results is none', () => {
  expect(assembleHistory(Array.from({ length: 12 }, (_, n) => message(n, { toolResults: [] })))).toHaveLength(10);
});

test('never more than 32 kB, the newest kept, in order', () => {
  const texts = fc.array(fc.record({ text: fc.string({ unit: 'binary', maxLength: 9_000, size: 'max' }), tool: fc.boolean() }), { maxLength: 20 });
  fc.assert(
    fc.property(texts, (written) => {
      const messages = written.map(({ text, tool }, n) => message(n, { text: text.toWellFormed(), ...(tool && withTool) }));
      const history = assembleHistory(messages);
      expect(Buffer.byteLength(JSON.stringify(history))).toBeLessThanOrEqual(32_010);
      const wanted = messages.filter(({ toolResults }, n) => n >= messages.length - 10 || toolResults).map(({ messageId }) => messageId);
      expect(history.map(({ messageId }) => messageId)).toEqual(history.length ? wanted.slice(-history.length) : []);
    }),
    { numRuns: 50 },
  );
});
