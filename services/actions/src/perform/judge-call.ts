import { gate, type Verdict } from '../decide/gate.js';
import { servedIntents } from '../decide/plan-turn.js';
import { namedOrders, saidYes, wishesOf } from '../decide/turn-facts.js';
import type { Call, Turn } from '../decide/turn.js';
import type { Tool } from '../tools/tool.js';
import type { ShopFacts } from './gather-facts.js';
import { currencyOf, customerOf } from './write-identity.js';

/** Puts a call before the gate, with everything it judges by. `spent`: the customer's automatic refunds of the day. */
export function judgeCall(turn: Turn, call: Call, tool: Tool, facts: ShopFacts, spent: { count: number; minor: number }): Verdict {
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
    wishes: wishesOf(turn),
    namedOrders: namedOrders(turn),
    confirmed: saidYes(turn) && answered?.known.email === call.arguments.email,
    automaticToday: { ...spent, currency: currencyOf(call) },
    policy: { refund: catalogue.policies.refund, limits: catalogue.shop.refundLimits },
    dryRun: received.dryRun,
    now: turn.now,
  });
}
