import { parseAmount } from '@deskhand/catalogue/money.js';
import type { WatchedEvent } from './watched-event.js';
import { toldIn } from './watched-event.js';

/** A refund that was made, or may have been. */
export interface ToldRefund {
  readonly event: WatchedEvent;
  readonly orderId: string;
  readonly minor: number;
  readonly currency: string;
  readonly key: string;
  /** The shop's own number; empty when the shop did not answer. */
  readonly refundId: string;
  readonly at: string;
}

/** Every refund that a conversation's proposals tell of, each as often as it is told. */
export function refundsTold(events: readonly WatchedEvent[]): ToldRefund[] {
  return events.flatMap((event) =>
    (toldIn(event, 'ticket.proposed.v1')?.proposal?.calls ?? []).flatMap((call) => {
      const wish = call.tool === 'process_refund' && mayBeDone(call.status) ? wishedRefund(call.arguments) : undefined;
      if (!wish) return [];
      const refundId = call.result?.['refundId'];
      return [{ event, ...wish, key: call.idempotencyKey, refundId: typeof refundId === 'string' ? refundId : '', at: call.at || event.at }];
    }),
  );
}

export function mayBeDone(status: string): boolean {
  return status === 'succeeded' || status === 'unknown';
}

/** Which order and how much; undefined where the arguments do not say. */
export function wishedRefund(args: object | undefined): Pick<ToldRefund, 'orderId' | 'minor' | 'currency'> | undefined {
  const { orderId, amount } = (args ?? {}) as { orderId?: unknown; amount?: { value?: unknown; currency?: unknown } };
  if (typeof orderId !== 'string' || typeof amount?.value !== 'string' || typeof amount.currency !== 'string') return undefined;
  try {
    return { orderId, minor: parseAmount(amount.value), currency: amount.currency };
  } catch {
    return undefined;
  }
}
