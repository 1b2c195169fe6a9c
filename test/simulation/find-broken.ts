import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { isSettled } from '@deskhand/contracts/words.js';
import type { Simulation } from './simulation.ts';

type Judged = Pick<Simulation, 'shop' | 'world' | 'cases' | 'ledger' | 'told' | 'fired' | 'failures'>;

/** The promises that a history breaks, in sentences. Written without the rules of the desk. */
export function findBroken({ shop, world, cases, ledger, told, fired, failures }: Judged, { shop: { refundLimits } }: Catalogue): string[] {
  const approvalAbove = refundLimits.USD!.approvalAbove.minor;
  const refunds = Map.groupBy(shop.effects.filter(({ path }) => path === '/refunds'), ({ orderId }) => orderId);
  return [
    ...failures,
    ...[...refunds].filter(([, { length }]) => length > 1).map(([orderId, { length }]) => `order ${orderId} was refunded ${length} times`),
    ...shop.effects.filter(({ minor, key }) => minor > approvalAbove && !isApproved(ledger, cases, key)).map(({ orderId, minor }) => `order ${orderId} was refunded ${minor / 100} and nobody approved it`),
    ...shop.effects.filter(({ orderId, key }) => ledger.rows.get(key.split('#')[0]!)?.conversationId !== `con${orderId[1]}`).map(({ orderId }) => `order ${orderId} was touched from another customer's conversation`),
    ...told.filter(({ heldBy }) => heldBy !== null).map(({ conversationId, heldBy }) => `the bot spoke in ${conversationId} while ${heldBy} held it`),
    ...doubled(told.map(({ messageId }) => messageId)).map((messageId) => `${messageId} was delivered twice`),
    ...fired.filter(({ at, due }) => at < due).map(({ what, at, due }) => `a timer of ${what} fired ${(due - at) / 1000} s early`),
    ...world.all().flatMap(({ ticketId, turn }) => stuck(cases, ticketId, turn)),
  ];
}

function isApproved(ledger: Judged['ledger'], cases: Judged['cases'], key: string): boolean {
  const row = ledger.rows.get(key.split('#')[0]!);
  const approvals = row ? (cases.record(row.ticketId)?.approvals ?? []) : [];
  return approvals.some(({ approvalId, status, decidedBy }) => approvalId === row?.approvalId && status === 'approved' && decidedBy !== '');
}

function stuck(cases: Judged['cases'], ticketId: string, turn: number): string[] {
  const row = cases.cases.get(ticketId);
  if (!row) return [`${ticketId} has no case`];
  if (row.turn !== turn) return [`${ticketId} has ${turn} turns and its case knows ${row.turn}`];
  return isSettled(row.state) ? [] : [`${ticketId} is stuck in ${row.state}`];
}

function doubled(ids: readonly string[]): string[] {
  return ids.filter((id, n) => ids.indexOf(id) !== n);
}
