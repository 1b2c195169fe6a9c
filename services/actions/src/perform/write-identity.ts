import { parseAmount } from '@deskhand/catalogue/money.js';
import { canonicalJson } from '../decide/canonical-json.js';
import { effectIdentity } from '../decide/effect-identity.js';
import { fingerprintText } from '../decide/fingerprint-text.js';
import type { Order } from '../decide/shop-facts.js';
import type { Call, Json, Turn } from '../decide/turn.js';
import { hash } from './hash.js';
import type { DailyLimit } from './ledger.js';
import type { Intention } from './ledger-row.js';

/** One customer message of a ticket: what a write belongs to. */
export function turnIdOf({ received }: Pick<Turn, 'received'>): string {
  return `${received.ticketId}/${received.turn}`;
}

/** Empty unless authenticated. */
export function customerOf({ received }: Pick<Turn, 'received'>): string {
  return received.authenticated ? received.customerId : '';
}

/** The idempotency key of a write, derived from its cause. */
export function keyOf(turn: Pick<Turn, 'received'>, call: Call): string {
  return hash(effectIdentity(turn.received.conversationId, turnIdOf(turn), call.tool, call.arguments));
}

export function fingerprintOf(call: Call, order: Order | null): string {
  return hash(fingerprintText(call.tool, call.arguments, order));
}

/** Empty where the call moves no money. */
export function currencyOf({ arguments: args }: Call): string {
  const { amount } = args;
  return typeof amount === 'object' && amount !== null && 'currency' in amount ? String(amount.currency) : '';
}

/** What of a customer's refunds of a day needs no approval; null for other writes. */
export function limitOf({ catalogue }: Turn, call: Call): DailyLimit | null {
  const daily = catalogue.shop.refundLimits[currencyOf(call)]?.dailyPerCustomer;
  if (call.tool !== 'process_refund' || !daily) return null;
  return { currency: daily.amount.currency, amount: daily.amount.minor, count: daily.count };
}

/** The ledger's row for a write of this turn. */
export function intentionOf(turn: Turn, call: Call, idempotencyKey: string, approvalId: string | null): Intention {
  const { conversationId, ticketId, customerId } = turn.received;
  const { orderId, amount } = call.arguments;
  const isMoney = typeof amount === 'object' && amount !== null && 'value' in amount;
  return {
    idempotencyKey,
    conversationId,
    ticketId,
    customerId,
    approvalId,
    orderId: typeof orderId === 'string' ? orderId : null,
    turnId: turnIdOf(turn),
    tool: call.tool,
    arguments: JSON.parse(canonicalJson(call.arguments)) as Json,
    amount: isMoney ? parseAmount(String(amount.value)) : null,
    currency: currencyOf(call) || null,
  };
}
