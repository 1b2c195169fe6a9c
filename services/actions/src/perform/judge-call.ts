import { gate, type Verdict } from '../decide/gate.js';
import { servedIntents } from '../decide/plan-turn.js';
import { namedOrders, saidYes, wishesOf } from '../decide/turn-facts.js';
import type { Call, Turn } from '../decide/turn.js';
import { askedRefund } from '../decide/asked-refund.js';
import { ordersOfWish } from '../decide/orders-of-wish.js';
import { wishesOfTool } from '../decide/wish-of-tool.js';
import type { Tool } from '../tools/tool.js';
import type { ShopFacts } from './gather-facts.js';
import { currencyOf, customerOf } from './write-identity.js';

export interface Judged {
  /** The customer's automatic refunds of the day. */
  readonly spent: { count: number; minor: number };
  /** People have decided on this very action, its amount included. */
  readonly isApproved: boolean;
}

/** Puts a call before the gate, with everything it judges by. */
export function judgeCall(turn: Turn, call: Call, tool: Tool, facts: ShopFacts, { spent, isApproved }: Judged): Verdict {
  const { received, catalogue, answered } = turn;
  return gate({
    tool: call.tool,
    arguments: call.arguments,
    kind: tool.kind,
    personal: tool.personal,
    allowedTools: servedIntents(turn).flatMap((intent) => intent.tools),
    customerId: customerOf(turn),
    customer: facts.customer,
    order: facts.order,
    products: facts.products,
    wishes: wishesOf(turn),
    // Each wish has its orders: "cancel 20009 and refund 12345" lets nobody refund 20009.
    namedOrders: ordersOfWish(turn.received.text, wishesOfTool(call.tool, call.arguments)[0] ?? '', namedOrders(turn)),
    askedRefund: isApproved || !facts.order ? null : askedRefund(turn, facts.order),
    confirmed: saidYes(turn) && answered?.known.email === call.arguments.email,
    automaticToday: { ...spent, currency: currencyOf(call) },
    policy: { refund: catalogue.policies.refund, limits: catalogue.shop.refundLimits },
    dryRun: received.dryRun,
    now: turn.now,
  });
}
