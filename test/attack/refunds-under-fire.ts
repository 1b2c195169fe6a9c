import type { TurnParts } from '@deskhand/actions/perform/turn-runner.js';
import type { Database } from '@deskhand/kit/database.js';
import { startShop } from '@deskhand/shop/start-shop.js';
import { fixedOrders } from '@deskhand/shop/seed/fixed.js';
import { openAttackDesk } from './open-attack-desk.ts';

export interface RefundFigures {
  asked: number;
  told: Record<string, number>;
  /** Refunds in the shop's own ledger. */
  done: number;
  cents: number;
  expectedCents: number;
  /** Keys under which the desk sent refunds; more than `asked` is a second key. */
  keys: number;
}

/** One order with this much left for each conversation: $1.00 each of Ada's order of $1,250. */
const orderId = fixedOrders.overTwoApprovals;
const mostOfShop = 15;

/**
 * Refunds on a shop that does it and never answers (10 %), fails before it does it (10 %), or hangs (5 %), each asked for by two workers at
 * once and once more afterwards, as the bus would after a death.
 */
export async function refundUnderFire(db: Database, { n, seed, replace }: { n: number; seed: number; replace?: (parts: TurnParts) => TurnParts }): Promise<RefundFigures> {
  const figures: RefundFigures = { asked: 0, told: {}, done: 0, cents: 0, expectedCents: 0, keys: 0 };
  for (let begun = 0; begun < n; begun += mostOfShop) await fire(db, Math.min(mostOfShop, n - begun), seed + begun, figures, replace);
  return figures;
}

async function fire(db: Database, n: number, seed: number, figures: RefundFigures, replace?: (parts: TurnParts) => TurnParts): Promise<void> {
  await db.query('truncate actions.ledger, actions.pause', []);
  const shop = await startShop({ faults: { seed, executeThenTimeOut: 0.1, failBefore: 0.1, hang: 0.05 } });
  const options = { timeoutMs: 400, patienceMs: 15_000, ...(replace && { replace }) };
  const desks = ['one', 'two'].map((owner) => openAttackDesk(db, shop.url, { ...options, owner }));
  await Promise.all(
    Array.from({ length: n }, async (_, index) => {
      const cents = 100 + index;
      const amount = { value: (cents / 100).toFixed(2), currency: 'USD' };
      const said = {
        received: { ticketId: `tkt_${seed}_${index}`, conversationId: `con_${seed}_${index}`, customerId: 'cus_1' },
        classified: { intent: 'refund_request', wishes: ['refund'], entities: { orderId: [orderId], amount: [`${amount.value} USD`] } },
      };
      const ask = (desk: (typeof desks)[number]) => desk.attempt(`Refund ${amount.value} of ${orderId}`, said, [{ tool: 'process_refund', arguments: { orderId, amount, reason: 'damaged' } }]).catch(() => []);
      await Promise.all(desks.map(ask));
      const [last] = await ask(desks[0]!);
      const told = last?.status ?? 'thrown';
      figures.asked += 1;
      figures.told[told] = (figures.told[told] ?? 0) + 1;
      figures.expectedCents += told === 'succeeded' ? cents : 0;
    }),
  );
  await shop.close();
  const refunds = shop.ledger().filter(({ effect }) => effect === 'refund');
  figures.done += refunds.length;
  figures.keys += new Set(refunds.map(({ idempotencyKey }) => idempotencyKey)).size;
  figures.cents += refunds.reduce((sum, { request }) => sum + Math.round(Number((request as { amount: { value: string } }).amount.value) * 100), 0);
}
