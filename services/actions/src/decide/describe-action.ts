import { showMoney } from './show-money.js';
import { moneyShape } from './shop-facts.js';
import type { Json } from './turn.js';

/** What an action does, as it follows "your request to …". */
export function describeAction(tool: string, args: Json): string {
  const order = args.orderId === undefined ? '' : ` order ${String(args.orderId)}`;
  const of = order && ` of${order}`;
  const amount = moneyShape.safeParse(args.amount);
  switch (tool) {
    case 'process_refund':
      return `refund ${amount.success ? showMoney(amount.data) : 'the amount'} for${order}`;
    case 'cancel_order':
      return `cancel${order}`;
    case 'change_address':
      return `change the address${of}`;
    case 'change_items':
      return `change the items${of}`;
    case 'change_payment':
      return `change the payment${of}`;
    case 'return_items':
      return `return items${of}`;
    case 'exchange_items':
      return `exchange items${of}`;
    case 'reset_password':
      return 'reset your password';
    default:
      return 'change your account';
  }
}
