import { expect, it } from 'vitest';
import { learnFromTicket } from './learn-from-ticket.js';
import type { Ticket } from './ticket.js';

const now = new Date('2026-11-25T12:00:00Z');
type Taught = Parameters<typeof learnFromTicket>[0];
const ask = { messageId: 'm1', from: 'customer', text: 'Hello, this is Lena Hart (lena.hart@example.com). Can the Ember stove be used inside a tent?', at: '2026-11-20T10:00:00Z' };
const answer = { messageId: 'm2', from: 'human', text: 'Hi Lena,\n\nplease never cook inside a tent: the stove makes carbon monoxide. Use it outside, a meter away.\n\nBest regards,\nMira', at: '2026-11-21T10:00:00Z' };
const ticket: Taught = { ticketId: 'tkt_1', state: 'closed', messages: [ask, answer], actions: [], entities: null };
const learn = (changed: Partial<Taught> = {}) => learnFromTicket({ ...ticket, ...changed }, now, 48);

it('keeps question and answer, without who asked and who answered', () => {
  const learnt = learn();
  expect(learnt).toMatchObject({ id: 'resolved/tkt_1', category: 'resolved_tickets', priority: 'medium', source: 'ticket tkt_1' });
  expect(learnt).toMatchObject({ text: 'please never cook inside a tent: the stove makes carbon monoxide. Use it outside, a meter away.', title: expect.stringContaining('Ember stove') });
  expect(JSON.stringify(learnt)).not.toMatch(/Lena|Hart|example\.com|Mira/);
});

it.each<[string, Partial<Taught>, RegExp]>([
  ['is not resolved', { state: 'assigned' }, /no person/],
  ['was answered by the desk', { messages: [ask, { ...answer, from: 'bot' }] }, /no person/],
  ['is not quiet for long', { messages: [ask, { ...answer, at: '2026-11-24T10:00:00Z' }] }, /48 hours/],
  ['went on after the answer', { messages: [ask, answer, { ...ask, messageId: 'm3', text: 'That is wrong!' }] }, /after the answer/],
  ['is about an order', { entities: { orderId: ['12345'] } }, /one customer/],
  ['had something done', { actions: [{ tool: 'process_refund' } as Ticket['actions'][number]] }, /one customer/],
  ['has an address in its answer', { messages: [ask, { ...answer, text: 'Please write to our tester at lindal.tests@example.com, who knows all about stoves.' }] }, /names a person/],
  ['has a number in its answer', { messages: [ask, { ...answer, text: 'I have noted that on your parcel with the number 884213, which leaves tomorrow.' }] }, /names a person/],
  ['says little', { messages: [ask, { ...answer, text: 'No, sorry.' }] }, /too short/],
])('learns nothing from a ticket that %s', (_what, changed, reason) => {
  expect(learn(changed)).toMatch(reason);
});
