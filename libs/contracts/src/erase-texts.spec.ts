import { expect, test } from 'vitest';
import { eraseTexts } from './erase-texts.js';

test('nothing that a customer wrote or was told is left; ids, times, figures and the words of the desk are', () => {
  const body = {
    received: {
      ticketId: 'tkt_1', source: 'zendesk', sourceId: '7', turn: 2, text: 'my dog ate it', subject: 'Dog', customerId: 'cus_1', receivedAt: '2026-11-20T10:00:00Z',
      metadata: { source: 'secret', title: 'secret' }, history: [{ from: 'bot', text: 'secret', toolResults: [{ tool: 'lookup_order', result: { name: 'secret', title: 'secret', id: 'secret' } }] }],
    },
    case: { state: 'escalated', queue: 'billing', revision: 3, suggestion: 'secret' },
    proposal: { rules: ['refused:final_sale'], calls: [{ tool: 'process_refund', status: 'succeeded', arguments: { orderId: '12345', amount: { value: '9.00', currency: 'USD' }, reason: 'secret' } }] },
    nobodyThoughtOfThis: 'secret',
  };
  const erased = eraseTexts(body);
  expect(JSON.stringify(erased)).not.toMatch(/secret|dog|cus_1/i);
  expect(erased).toMatchObject({
    received: { ticketId: 'tkt_1', source: 'zendesk', sourceId: '7', turn: 2, text: '[erased]', receivedAt: '2026-11-20T10:00:00Z' },
    case: { state: 'escalated', queue: 'billing', revision: 3 },
    proposal: { rules: ['refused:final_sale'], calls: [{ tool: 'process_refund', arguments: { orderId: '12345', amount: { value: '9.00', currency: 'USD' } } }] },
  });
  expect(eraseTexts(erased)).toEqual(erased);
});
