import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { WatchPolicy } from '../decide/watch-policy.js';

const topicLagMs = 2_000;
const legalMs = 60_000;

/** What the catalogue promises. */
export function watchPolicy({ shop, knowledge, replies }: Pick<Catalogue, 'shop' | 'knowledge' | 'replies'>): WatchPolicy {
  const limits = Object.entries(shop.refundLimits).map(([currency, { approvalAbove, secondApprovalAbove }]) => [currency, { approvalAbove: approvalAbove.minor, secondApprovalAbove: secondApprovalAbove.minor }]);
  const openText = [...knowledge.map(({ body }) => body), ...Object.values(replies), shop.name, shop.signature].join('\n');
  return { refundLimits: Object.fromEntries(limits) as WatchPolicy['refundLimits'], openText, topicLagMs, legalMs };
}
