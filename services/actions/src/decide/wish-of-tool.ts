import type { ToolName } from '@deskhand/catalogue/tool-names.js';
import type { Json } from './turn.js';

const wishes: Partial<Record<ToolName, string>> = {
  process_refund: 'refund',
  cancel_order: 'cancel',
  change_address: 'change_address',
  change_items: 'change_items',
  change_payment: 'change_payment',
  return_items: 'return',
  exchange_items: 'exchange',
  reset_password: 'reset_password',
};

/** The wishes a write needs, all of them, in the customer's own words. */
export function wishesOfTool(tool: ToolName, args: Json): string[] {
  if (tool === 'update_account') {
    return [...('email' in args ? ['change_email'] : []), ...('phone' in args ? ['change_phone'] : [])];
  }
  const wish = wishes[tool];
  return wish ? [wish] : [];
}
