import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningDesk, startDesk } from '../support/start-desk.ts';

const catalogue = fileURLToPath(new URL('../../deploy/examples/gym', import.meta.url));

let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk({ env: { CATALOGUE_DIR: catalogue } });
});
afterAll(() => desk?.stop());

test.each([
  ['how much is a day pass?', 'joining', 'passes/day-passes-and-trials', '£9'],
  ['what does it cost to join', 'joining', 'membership/', '£'],
  ['how do I freeze my membership', 'membership_change', 'membership/freeze', 'app'],
  ["what's the notice period to cancel my membership", 'membership_change', 'membership/cancel', '30 days'],
  ['how far ahead can I book a class', 'class_booking', 'classes/booking-classes', '7 days'],
  ['how does the waiting list work when a class is full', 'class_booking', 'classes/booking-classes', 'move up'],
  ['are you open on bank holidays', 'club_facilities', 'clubs/opening-hours', '8:00'],
  ['is there parking at Hillside', 'club_facilities', 'clubs/lockers-showers-parking', '3 hours'],
  ['my payment failed, what happens now', 'payment_question', 'payments/direct-debit', '5 days'],
  ['the light at the door stays red', 'entry_and_app', 'app/app-and-door-code', 'red'],
  ['how much is a personal trainer', 'training_advice', 'training/personal-training', '£38'],
])('%s', async (text, intent, document, said) => {
  const ticket = await desk.client.settled({ text });
  expect(ticket.intent?.name).toBe(intent);
  expect(ticket.state).toBe('replied');
  expect(ticket.reply?.text).toContain(said);
  expect(ticket.reply?.text).toContain('Northgate Fitness');
  expect(ticket.reply?.citations.map(({ documentId }) => documentId).some((id) => id.startsWith(document))).toBe(true);
});

test('a question that no page answers is answered from none, in no other shop\'s name', async () => {
  const ticket = await desk.client.settled({ text: 'do you hire out tennis rackets for the roof court' });
  expect(ticket.reply?.citations ?? []).toEqual([]);
  expect(JSON.stringify(ticket)).not.toContain('Larkspur');
});
