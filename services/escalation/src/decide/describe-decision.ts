import type { HeldApproval } from './case.js';

/** Who decided and how, for those who come too late. */
export function describeDecision({ status, decidedBy, decisions, ended }: Pick<HeldApproval, 'status' | 'decidedBy' | 'decisions' | 'ended'>): string {
  const last = decisions.at(-1);
  if (decidedBy !== '') return `${decidedBy} ${status} this already${last ? ` at ${last.at}` : ''}: nothing is left to decide.`;
  if (status === 'stale') return `This approval is stale: ${ended}. A person has the ticket now.`;
  if (status === 'expired') return `This approval has expired: ${ended}. A person has the ticket now.`;
  return `This approval was ${status}: ${ended || 'it no longer applies'}.`;
}
