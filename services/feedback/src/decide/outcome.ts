import type { OutcomeAction } from '@deskhand/contracts/gen/events/deskhand/feedback/v1/events.js';
import type { OutcomeKind } from '@deskhand/contracts/words.js';

/** `outcome.recorded.v1` without its id: flat, no personal data, and what is absent is null. */
export interface Outcome {
  readonly ticketId: string;
  readonly conversationId: string;
  readonly source: string;
  readonly sourceId: string;
  readonly channel: string;
  readonly lane: string;
  readonly turn: number;
  readonly kind: OutcomeKind;
  readonly intent: string | null;
  readonly confidence: number | null;
  readonly sentiment: string | null;
  readonly priority: number | null;
  readonly agent: string | null;
  readonly resolvedBy: string | null;
  readonly escalationCode: string | null;
  readonly escalationLevel: string | null;
  readonly queue: string | null;
  readonly authenticated: boolean;
  readonly citations: readonly string[];
  readonly actions: readonly OutcomeAction[];
  /** When the customer first wrote in this ticket. */
  readonly receivedAt: string;
  readonly at: string;
  readonly firstResponseMs: number | null;
  readonly handleMs: number | null;
  readonly modelCalls: number;
  readonly modelTokens: number;
  readonly costUsd: string;
  readonly csat: number | null;
}

/** What is known of a ticket. */
export interface TicketRecord {
  readonly ticketId: string;
  readonly conversationId: string;
  readonly lane: string;
  readonly revision: number;
  readonly firstReceivedAt: string | null;
  readonly outcome: Outcome | null;
  readonly waiting: readonly Rating[];
}

export interface Rating {
  readonly feedbackId: string;
  /** 1-5; null for thumbs. */
  readonly csat: number | null;
  readonly at: string;
}
