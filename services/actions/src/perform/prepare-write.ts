import { sayRefusal } from '../decide/say-refusal.js';
import type { Call, Turn } from '../decide/turn.js';
import { findTool } from '../tools/find-tool.js';
import { isShopWrite } from '../tools/tool.js';
import type { Permits, Word } from './permits.js';
import type { Vault } from './vault.js';
import type { PreparedWrite } from './write-runner.js';

/** A write as the shop gets it, in the clear; null when its arguments cannot be read any more. */
export async function prepareWrite({ vault, permits }: { vault: Vault; permits: Permits }, turn: Turn, call: Call, word: Word): Promise<PreparedWrite | null> {
  const tool = findTool(call.tool);
  const clear = await vault.reveal(call.arguments);
  if (!tool || !isShopWrite(tool) || !clear) return null;
  const { conversationId, customerId } = turn.received;
  return {
    request: tool.request(clear, customerId),
    permit: () => permits.ask(word, call.tool),
    accept: async (body) => {
      const result = tool.accept(body, clear);
      return result && vault.tokenise(conversationId, result, tool.privateMembers);
    },
    refusal: (code) => {
      const ours = shopCodes[code] ?? 'shop_refused';
      return { code: ours, words: sayRefusal(ours, String(call.arguments.orderId ?? ''), null, turn) };
    },
  };
}

/** The sample shop's codes, in the words of this desk's refusals. A shop with others is refused in general words. */
const shopCodes: Readonly<Record<string, string>> = {
  amount_over_refundable: 'already_refunded',
  item_not_in_order: 'unknown_item',
  item_unavailable: 'item_unavailable',
  order_not_delivered: 'not_delivered',
  order_not_pending: 'not_changeable',
  payment_method_not_of_customer: 'unknown_payment_method',
  unknown_order: 'not_found',
};
