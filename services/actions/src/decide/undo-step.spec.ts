import { expect, test } from 'vitest';
import { turnOf } from './turn.fixture.js';
import { undoStep } from './undo-step.js';

const did = (tool: string, status = 'succeeded') => [{ messageId: 'b', from: 'bot', text: 'Done.', at: '', intent: '', pending: undefined, toolResults: [{ tool, status, arguments: { orderId: '20009' } }] as never }];
const after = (text: string, history: ReturnType<typeof did>) => undoStep(turnOf(text, { received: { history }, classified: { intent: 'refund_request' } }));

test.each(['actually no change it back', 'undo that', 'wait no', 'I changed my mind'])('%s: a cancelled order is not brought back, a person may', (text) => {
  expect(after(text, did('cancel_order'))).toMatchObject({ part: { rule: 'undo:cancel_order', text: expect.stringContaining("can't bring order 20009 back"), pending: { wish: 'specialist' } } });
});

test('a changed address is asked for anew, by the intent that changes it', () => {
  expect(after('change it back', did('change_address'))).toMatchObject({ part: { pending: { intent: 'order_change', wish: 'change_address', missing: 'address', known: { orderId: '20009' } } } });
});

test('nothing was done, or something else is meant', () => {
  expect(after('change it back', did('lookup_order'))).toBeUndefined();
  expect(after('change it back', did('cancel_order', 'refused'))).toBeUndefined();
  expect(after('great, thank you', did('cancel_order'))).toBeUndefined();
});
