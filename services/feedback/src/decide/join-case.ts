import type { OutcomeKind } from '@deskhand/contracts/words.js';
import { describeOutcome, type KnownCase } from './describe-outcome.js';
import type { Outcome, TicketRecord } from './outcome.js';
import { rateOutcome } from './rate-outcome.js';

export interface Joined {
  readonly record: TicketRecord;
  /** What analysts are told: what came to rest, then ratings that had waited for it. `n` tells them apart. */
  readonly outcomes: readonly { readonly n: string; readonly outcome: Outcome }[];
}

const counted: readonly string[] = ['answered', 'approval_requested', 'escalated', 'assigned', 'confirmed', 'reopened', 'resolved'] satisfies OutcomeKind[];

/** A change of the case joins what is known of the ticket. Changes that settle nothing are remembered and not counted. */
export function joinCase(before: TicketRecord | undefined, change: KnownCase, lane: string, firstReceivedAt: string): Joined {
  const { received, case: state } = change;
  const isCounted = counted.includes(state.outcome);
  const kind = isCounted ? (state.outcome as OutcomeKind) : (before?.outcome?.kind ?? 'answered');
  const outcome = describeOutcome(change, kind, lane, firstReceivedAt);
  const isNewer = state.revision >= (before?.revision ?? 0);
  const current = isNewer ? outcome : before!.outcome!;
  const settled = isCounted ? [{ n: '', outcome }] : [];
  const rated = (before?.waiting ?? []).map((rating) => ({ n: rating.feedbackId, outcome: rateOutcome(current, rating) }));
  const { ticketId, conversationId } = received;
  const revision = isNewer ? state.revision : before!.revision;
  return { record: { ticketId, conversationId, lane, revision, firstReceivedAt, outcome: current, waiting: [] }, outcomes: [...settled, ...rated] };
}
