import { say } from '@deskhand/catalogue/reply.js';
import { describeItems } from './describe-items.js';
import { findCall } from './find-call.js';
import type { TurnStep } from './plan-turn.js';
import { orderShape } from './shop-facts.js';
import { saidYes } from './turn-facts.js';
import type { Call, DoneCall, Pending, Turn } from './turn.js';
import { wishesOfTool } from './wish-of-tool.js';

/**
 * What becomes of a write that the rules see asked for and the model dropped: it is not made. The customer is asked whether they meant
 * it; where that cannot be asked, or was answered with yes already, a person decides.
 */
export function askBack(turn: Turn, { tool, arguments: args }: Call, calls: readonly DoneCall[]): Exclude<TurnStep, { kind: 'call' }> {
  const order = orderShape.safeParse(findCall(calls, 'lookup_order', { orderId: args.orderId })?.result);
  const [wish] = wishesOfTool(tool, args);
  if (!order.success || !wish || saidYes(turn)) {
    return { kind: 'escalate', code: 'quality_check_failed', reason: `The customer seems to ask for ${tool}, and the model does not see it.`, parts: [] };
  }
  const { reason: _, ...known } = args;
  const pending: Pending = { intent: turn.intent.name, wish, missing: 'confirmation', known };
  const text = say(turn.catalogue.replies, 'order.confirm_inferred', { orderId: order.data.id, items: describeItems(order.data.items) });
  return { kind: 'reply', parts: [{ text, fixed: true, pending, rule: `model_dropped:${tool}` }] };
}
