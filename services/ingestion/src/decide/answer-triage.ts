import { isSettled } from '@deskhand/contracts/words.js';

/** What POST /triage looks at of a ticket as GET shows it. */
export interface TriagedTicket {
  state: string;
  intent?: { name: string } | null;
  sentiment?: string | null;
  priority?: number | null;
  reply?: { text: string } | null;
  approval?: { draft: string | null } | null;
  escalation?: { code: string } | null;
}

export type TriageAnswer =
  | { error: 'unsafe_input' }
  | { intent: string; sentiment: string; suggested_response: string; priority: number; next_action: 'escalate' | 'auto_resolve' };

/** The five words of the triage interface; undefined while the ticket is not settled. */
export function answerTriage(ticket: TriagedTicket): TriageAnswer | undefined {
  if (!isSettled(ticket.state)) return undefined;
  if (ticket.escalation?.code === 'unsafe_input') return { error: 'unsafe_input' };
  const priority = ticket.priority ?? 2;
  return {
    intent: ticket.intent?.name ?? 'other',
    sentiment: ticket.sentiment ?? 'neutral',
    suggested_response: ticket.reply?.text ?? ticket.approval?.draft ?? '',
    priority,
    next_action: ticket.state === 'escalated' || priority === 1 ? 'escalate' : 'auto_resolve',
  };
}
