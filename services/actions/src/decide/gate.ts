import { type Money, compareMoney, parseMoney } from '@deskhand/catalogue/money.js';
import type { RefundPolicy } from '@deskhand/catalogue/refund-policy.js';
import type { Shop } from '@deskhand/catalogue/shop.js';
import type { ToolName } from '@deskhand/catalogue/tool-names.js';
import type { AskedRefund } from './asked-refund.js';
import { judgeRefund } from './judge-refund.js';
import { judgePieces, judgeSwaps } from './judge-items.js';
import type { Customer, Order, Product } from './shop-facts.js';
import type { Json } from './turn.js';
import { whyClosed } from './why-closed.js';
import { wishesOfTool } from './wish-of-tool.js';

/** Everything that decides whether a call may run. Nothing in it comes from a model. */
export interface GateInput {
  readonly tool: ToolName;
  readonly arguments: Json;
  readonly kind: 'read' | 'write';
  /** It shows or changes what belongs to one customer. */
  readonly personal: boolean;
  /** The tools of the turn's intents. */
  readonly allowedTools: readonly ToolName[];
  /** Empty when nobody is authenticated. */
  readonly customerId: string;
  /** As the shop has them now; null: the shop has no such one. */
  readonly customer: Pick<Customer, 'id' | 'status' | 'paymentMethods'> | null;
  readonly order: Order | null;
  /** The products of the items that are to be swapped. */
  readonly products: readonly Product[];
  /** What the customer asked for in own words, or said yes to. */
  readonly wishes: readonly string[];
  /** The orders named in own words, or in the question that was answered with yes. */
  readonly namedOrders: readonly string[];
  /** How much of the order is asked back in own words; null when people have decided on the amount. */
  readonly askedRefund: AskedRefund | null;
  /** An e-mail address is changed only after the customer said yes to exactly that. */
  readonly confirmed: boolean;
  /** Refunds of this customer today that no person approved. */
  readonly automaticToday: { readonly count: number; readonly minor: number; readonly currency: string };
  readonly policy: { readonly refund: RefundPolicy; readonly limits: Shop['refundLimits'] };
  readonly dryRun: boolean;
  readonly now: string;
}

/** Every reason to refuse; docs/policy.md has a line for each. */
export const gateCodes = [
  'not_allowed', 'not_authenticated', 'not_found', 'suspended', 'not_asked_for', 'dry_run', 'invalid_amount', 'wrong_currency', 'over_refundable',
  'already_shipped', 'not_changeable', 'unknown_item', 'item_unavailable', 'unknown_payment_method', 'not_delivered', 'already_cancelled', 'already_refunded',
  'outside_window', 'final_sale', 'other',
] as const;
export type GateCode = (typeof gateCodes)[number];

export type Verdict =
  | { readonly kind: 'allow' }
  | { readonly kind: 'approve'; readonly needed: 1 | 2; readonly why: 'amount' | 'daily_limit' | 'no_limits' }
  | { readonly kind: 'refuse'; readonly code: GateCode };

const allow: Verdict = { kind: 'allow' };

/** Writes that are about the account rather than an order; without an order number no other write runs. */
const accountWrites = new Set<ToolName>(['reset_password', 'update_account', 'change_address']);

/** The one place that says who may do what, up to which amount. */
export function gate(input: GateInput): Verdict {
  // What anybody may read (products, documents) any intent may read.
  const isPublicRead = input.kind === 'read' && !input.personal;
  if (!isPublicRead && !input.allowedTools.includes(input.tool)) return refuse('not_allowed');
  if (input.personal && !input.customerId) return refuse('not_authenticated');
  if (input.personal && input.customer?.id !== undefined && input.customer.id !== input.customerId) return refuse('not_found');
  const namesOrder = typeof input.arguments.orderId === 'string';
  // Someone else's order and a missing one are the same: nobody learns which numbers exist.
  if (namesOrder && !isOwnOrder(input)) return refuse('not_found');
  return input.kind === 'read' || !input.personal ? allow : judgeWrite(input, namesOrder);
}

function isOwnOrder({ order, customerId, arguments: args }: GateInput): boolean {
  return order !== null && order.id === args.orderId && order.customerId === customerId;
}

function judgeWrite(input: GateInput, namesOrder: boolean): Verdict {
  if (input.dryRun) return refuse('dry_run');
  if (!input.customer) return refuse('not_found');
  if (input.customer.status !== 'active') return refuse('suspended');
  const needed = wishesOfTool(input.tool, input.arguments);
  if (!(needed.length > 0 && needed.every((wish) => input.wishes.includes(wish)))) return refuse('not_asked_for');
  if (namesOrder && !input.namedOrders.includes(String(input.arguments.orderId))) return refuse('not_asked_for');
  if ('email' in input.arguments && !input.confirmed) return refuse('not_asked_for');
  if (namesOrder) return input.order ? judgeOrderWrite(input, input.order) : refuse('not_found');
  return accountWrites.has(input.tool) ? allow : refuse('not_found');
}

function judgeOrderWrite(input: GateInput, order: Order): Verdict {
  switch (input.tool) {
    case 'process_refund':
      return judgeRefundCall(input, order);
    case 'cancel_order':
    case 'change_address':
      return judgeOpen(order);
    case 'change_items':
      return first(judgeOpen(order), judgeSwap(input, order));
    case 'change_payment':
      return first(judgeOpen(order), judgePayment(input));
    case 'return_items':
      return first(judgeSendBack(input, order, itemIds(input.arguments)), judgePayment(input));
    case 'exchange_items':
      return first(judgeSendBack(input, order, swapsOf(input.arguments).map(({ itemId }) => itemId)), judgeSwap(input, order), judgePayment(input));
    default:
      // A write that nobody has thought about here does not run.
      return refuse('not_allowed');
  }
}

function judgeRefundCall(input: GateInput, order: Order): Verdict {
  const amount = readAmount(input.arguments.amount);
  if (!amount || amount.minor <= 0) return refuse('invalid_amount');
  if (amount.currency !== order.total.currency) return refuse('wrong_currency');
  const judgement = judgeRefund(order, input.policy.refund, input.now);
  if (!judgement.eligible) return refuse(judgement.why);
  if (compareMoney(amount, judgement.refundable) > 0) return refuse('over_refundable');
  if (input.askedRefund && !isAsked(amount, judgement.refundable, input.askedRefund)) return refuse('not_asked_for');
  if (!input.policy.refund.finalSale && input.askedRefund?.items.some((item) => item.finalSale)) return refuse('final_sale');
  return neededApprovals(amount, input);
}

/** To the cent: a smaller amount than asked would slip under a limit, and leave the rest for another call. */
function isAsked(amount: Money, refundable: Money, { amounts, orAll }: AskedRefund): boolean {
  const isSame = (other: Money) => other.currency === amount.currency && compareMoney(amount, other) === 0;
  return amounts.some(isSame) || (orAll && isSame(refundable));
}

function neededApprovals(amount: Money, { policy, automaticToday }: GateInput): Verdict {
  const limits = Object.hasOwn(policy.limits, amount.currency) ? policy.limits[amount.currency] : undefined;
  if (!limits) return { kind: 'approve', needed: 2, why: 'no_limits' };
  if (compareMoney(amount, limits.secondApprovalAbove) > 0) return { kind: 'approve', needed: 2, why: 'amount' };
  if (compareMoney(amount, limits.approvalAbove) > 0) return { kind: 'approve', needed: 1, why: 'amount' };
  const { amount: most, count } = limits.dailyPerCustomer;
  const spent = automaticToday.currency === amount.currency ? automaticToday.minor : 0;
  const within = automaticToday.count + 1 <= count && spent + amount.minor <= most.minor;
  return within ? allow : { kind: 'approve', needed: 1, why: 'daily_limit' };
}

function judgeOpen(order: Order): Verdict {
  const why = whyClosed(order);
  return why ? refuse(why) : allow;
}

function judgeSendBack(input: GateInput, order: Order, ids: readonly string[]): Verdict {
  if (order.status === 'cancelled') return refuse('already_cancelled');
  if (order.status !== 'delivered') return refuse(order.status === 'returned' || order.status.endsWith('_requested') ? 'not_changeable' : 'not_delivered');
  const unknown = judgePieces(order, ids);
  if (unknown) return refuse(unknown);
  const chosen = order.items.filter((item) => ids.includes(item.itemId));
  if (!input.policy.refund.finalSale && chosen.some((item) => item.finalSale)) return refuse('final_sale');
  const judgement = judgeRefund(order, { ...input.policy.refund, finalSale: true, alreadyRefunded: true }, input.now);
  return judgement.eligible ? allow : refuse(judgement.why);
}

function judgeSwap({ arguments: args, products }: GateInput, order: Order): Verdict {
  const wrong = judgeSwaps(order, swapsOf(args), products);
  return wrong ? refuse(wrong) : allow;
}

function judgePayment({ arguments: args, customer }: GateInput): Verdict {
  if (args.paymentMethodId === undefined) return allow;
  return customer?.paymentMethods.some(({ id }) => id === args.paymentMethodId) ? allow : refuse('unknown_payment_method');
}

function first(...verdicts: Verdict[]): Verdict {
  return verdicts.find((verdict) => verdict.kind !== 'allow') ?? allow;
}

function swapsOf(args: Json): { itemId: string; newItemId: string }[] {
  const items = Array.isArray(args.items) ? args.items : [];
  return items.map((item: { itemId?: unknown; newItemId?: unknown } | null) => ({ itemId: String(item?.itemId), newItemId: String(item?.newItemId) }));
}

function itemIds(args: Json): string[] {
  return Array.isArray(args.itemIds) ? args.itemIds.map(String) : [];
}

function readAmount(value: unknown): Money | null {
  try {
    return parseMoney(value as { value: string; currency: string });
  } catch {
    return null;
  }
}

function refuse(code: GateCode): Verdict {
  return { kind: 'refuse', code };
}
