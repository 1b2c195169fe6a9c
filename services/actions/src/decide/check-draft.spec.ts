import { expect, it } from 'vitest';
import { checkDraft, type Evidence } from './check-draft.js';
import { catalogue, doneOf, now, orderOf, passageOf } from './turn.fixture.js';

const evidence: Evidence = {
  calls: [doneOf('lookup_order', { orderId: '20001' }, orderOf()), doneOf('track_shipment', {}, { trackingNumber: 'MP7730012345US', eta: '2026-05-10T18:00:00Z', total: '1250.00' })],
  passages: [passageOf('shipping/shipping-times-and-costs')],
  echoes: ['99999'],
  known: [{ amount: { value: '7.00' } }],
  replies: catalogue.replies,
  now,
};

it.each([
  "I've refunded $24.90 for order 20001. It takes 5-10 business days.",
  'Expected on 05/10, tracking MP7730012345US.',
  'Standard shipping costs $5.95, free for orders of $75 or more.',
  'I could not find 99999.',
  'That is $1,250.00, and $7.00 before.',
  'Sent to a***@example.com and to <EMAIL_7f3a9c01b2>, card <CARD_4242_7f3a9c01b2>.',
])('passes: %s', (draft) => {
  expect(checkDraft(draft, evidence)).toEqual([]);
});

it.each([
  ["I've refunded $24.91.", 'invented_figure', '24.91'],
  ['Expected on 05/11.', 'invented_figure', '05/11'],
  ['Tracking MP7730012346US.', 'invented_figure', 'MP7730012346US'],
  ['Your order 20002 is here.', 'invented_figure', '20002'],
  ['Hello {name}', 'template_hole', '{name}'],
  ['Hello undefined', 'template_hole', 'undefined'],
  ['It costs NaN.', 'template_hole', 'NaN'],
  ['It is null today.', 'template_hole', 'null'],
  ['See [object Object].', 'template_hole', '[object Object]'],
  ['Write to ada@example.com', 'personal_data', 'ada@example.com'],
  ['', 'empty', ''],
])('%s: %s', (draft, rule, found) => {
  expect(checkDraft(draft, evidence)).toContainEqual({ rule, found });
});
