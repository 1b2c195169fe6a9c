import type { TicketFacts } from './facts.js';
import type { TicketView } from './ticket-view.js';

/** A hand-over is known a moment before the case says so; on Kafka its words come with the case alone. */
export function showEscalation({ escalated, case: newest }: Pick<TicketFacts, 'escalated' | 'case'>): TicketView['escalation'] {
  const known = newest?.value.escalation ?? null;
  const told = escalated?.value;
  if (!told || (newest && escalated.rank[0]! <= Date.parse(newest.value.at))) return known;
  return {
    ...told,
    reason: told.reason || known?.reason || '',
    summary: told.summary || known?.summary || '',
    attemptedResolutions: told.attemptedResolutions.length ? told.attemptedResolutions : (known?.attemptedResolutions ?? []),
  };
}
