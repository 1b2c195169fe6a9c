import { displayMoney, parseMoney } from '@deskhand/catalogue/money.js';
import { say } from '@deskhand/catalogue/reply.js';
import type { ActionRequest } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { Setting } from './case.js';

const whats: Readonly<Record<string, string>> = {
  cancel_order: 'cancel the order',
  change_address: 'change the address',
  change_items: 'change the items of the order',
  change_payment: 'change the payment of the order',
  return_items: 'return items',
  exchange_items: 'exchange items',
  reset_password: 'reset your password',
  update_account: 'change your account',
};

/** "Submitted for approval", in the desk's own words: for when the draft that says so may not go out before a person has seen it. */
export function saySubmitted({ tool, arguments: args = {}, reference }: ActionRequest, { replies }: Pick<Setting['catalogue'], 'replies'>): string {
  const amount = amountOf(args['amount']);
  const orderId = args['orderId'];
  if (tool === 'process_refund' && amount && typeof orderId === 'string') return say(replies, 'refund.submitted', { amount, orderId, reference });
  return say(replies, 'change.submitted', { what: whats[tool] ?? tool.replaceAll('_', ' '), reference });
}

function amountOf(amount: unknown): string | undefined {
  try {
    return displayMoney(parseMoney(amount as { value: string; currency: string }));
  } catch {
    return undefined;
  }
}
