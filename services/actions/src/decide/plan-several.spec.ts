import { expect, it } from 'vitest';
import { planTurn } from './plan-turn.js';
import { propose } from './propose.js';
import { doneOf, orderOf, turnOf } from './turn.fixture.js';
import type { DoneCall } from './turn.js';

const pending = orderOf({ id: '20009', status: 'pending' });
const delivered = orderOf({ id: '20001' });

it('gives each wish of a message its own order', () => {
  const classified = { intent: 'order_change', otherIntents: ['order_status'], wishes: ['cancel'], entities: { orderId: ['20009', '20001'] } };
  const turn = turnOf('cancel order 20009 and where is 20001?', { classified });
  const looked = doneOf('lookup_order', { orderId: '20009' }, pending);
  expect(planTurn(turn, [looked])).toMatchObject({ kind: 'call', call: { tool: 'cancel_order', arguments: { orderId: '20009' } } });
  const cancelled = doneOf('cancel_order', { orderId: '20009' }, { ...pending, status: 'cancelled' });
  const calls = [looked, cancelled, doneOf('lookup_order', { orderId: '20001' }, delivered)];
  expect(textOf(turn, calls)).toMatch(/cancelled order 20009.*20001 was delivered on 11\/19/s);
});

it('refunds each of several orders, one after the other', () => {
  const turn = turnOf('refund both 20001 and 20002', { classified: { intent: 'refund_request', wishes: ['refund'], entities: { orderId: ['20001', '20002'] } } });
  const amount = delivered.total;
  const done = (orderId: string) => [
    doneOf('lookup_order', { orderId }, orderOf({ id: orderId })),
    doneOf('check_refund_eligibility', { orderId }, { eligible: true, refundable: amount }),
    doneOf('process_refund', { orderId, amount, reason: 'x' }, { refundId: 'r', orderId, amount, status: 'accepted' }),
  ];
  expect(planTurn(turn, done('20001'))).toMatchObject({ kind: 'call', call: { tool: 'lookup_order', arguments: { orderId: '20002' } } });
  expect(textOf(turn, [...done('20001'), ...done('20002')])).toMatch(/\$24\.90 for order 20001.*\$24\.90 for order 20002/s);
});

it('sends back what is to be sent back, without a refund that nobody asked for', () => {
  const turn = turnOf('return the socks from 20001', { classified: { intent: 'refund_request', wishes: ['return'], entities: { orderId: ['20001'] } } });
  const step = planTurn(turn, [doneOf('lookup_order', { orderId: '20001' }, delivered)]);
  expect(step).toMatchObject({ kind: 'reply', parts: [{ rule: 'confirm_items', pending: { wish: 'return', missing: 'confirmation' } }] });
});

it('looks at an order that is named, whatever the message is about', () => {
  const turn = turnOf('I was charged twice for order 20001', { classified: { intent: 'account_issue', entities: { orderId: ['20001'] } } });
  expect(planTurn(turn, [])).toMatchObject({ kind: 'call', call: { tool: 'lookup_order', arguments: { orderId: '20001' } } });
  expect(textOf(turn, [doneOf('lookup_order', { orderId: '20001' }, delivered)])).toContain('holds: Wool Socks. It comes to $24.90.');
});

it.each([
  ["what's in my order 20001", 'holds: Wool Socks. It comes to $24.90.'],
  ['20001 says delivered but I never got it', "I'm sorry that it isn't with you. The carrier marked order 20001 as delivered on 11/19."],
  ['where is 20001', 'Your order 20001 was delivered on 11/19.'],
])('%s', (text, words) => {
  const turn = turnOf(text, { classified: { intent: 'order_status', entities: { orderId: ['20001'] } } });
  expect(textOf(turn, [doneOf('lookup_order', { orderId: '20001' }, delivered)])).toContain(words);
});

it('tells how a refund stands that was made already, and offers no other', () => {
  const refunded = orderOf({ id: '20013', refunded: { value: '10.00', currency: 'USD' } });
  const turn = turnOf('is my refund for 20013 done?', { classified: { intent: 'refund_request', entities: { orderId: ['20013'] } } });
  const calls = [doneOf('lookup_order', { orderId: '20013' }, refunded), doneOf('check_refund_eligibility', { orderId: '20013' }, { eligible: true, refundable: { value: '14.90', currency: 'USD' } })];
  expect(textOf(turn, calls)).toMatch(/\$10\.00 of it has been refunded/);
});

it('ends the news of a late order with what comes next, and a yes to it reaches a person', () => {
  const shipped = orderOf({ id: '12345', status: 'shipped', deliveredAt: null });
  const shipment = { orderId: '12345', carrier: 'Meridian', trackingNumber: 'MP1', status: 'in_transit', shippedAt: '2026-05-05T10:00:00Z', eta: '2026-05-10T10:00:00Z', events: [] };
  const calls = [doneOf('lookup_order', { orderId: '12345' }, shipped), doneOf('track_shipment', { orderId: '12345' }, shipment)];
  const turn = turnOf('where is 12345', { classified: { intent: 'order_status', entities: { orderId: ['12345'] } } });
  expect(planTurn(turn, calls)).toMatchObject({ parts: [{ text: expect.stringContaining('open a search with the carrier'), pending: { wish: 'specialist' } }] });
});

it.each(['never mind', 'no thanks', 'Nope.', 'forget it, thanks'])('"%s" drops what the desk asked', (text) => {
  const asked = { intent: 'order_change', wish: 'cancel', missing: 'order', known: {} };
  expect(planTurn(turnOf(text, { classified: { smallTalk: 'declined', answersPending: asked } }), [])).toMatchObject({ parts: [{ rule: 'left_alone' }] });
});

function textOf(turn: Parameters<typeof planTurn>[0], calls: readonly DoneCall[]): string {
  return propose(turn, planTurn(turn, calls) as never, calls).proposal.text;
}
