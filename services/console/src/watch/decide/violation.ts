/** The promises that are watched, and of which none may ever be broken. */
export const rules = [
  'refund_without_approval',
  'unauthenticated_action',
  'unheard_legal_mention',
  'words_after_takeover',
  'repeated_refund',
  'raw_personal_data',
] as const;
export type Rule = (typeof rules)[number];

export interface Violation {
  readonly rule: Rule;
  readonly conversationId: string;
  readonly ticketId: string;
  readonly turn: number;
  readonly lane: string;
  /** What it is one violation of: the same again is the same violation. */
  readonly cause: string;
  /** The write to stop: a tool, `*` for all; empty where no write is concerned. */
  readonly tool: string;
  /** For the operator; no texts of customers. */
  readonly detail: string;
  /** Ids of the events that show it. */
  readonly evidence: readonly string[];
  /** When it happened, ISO 8601. */
  readonly at: string;
}

/** All writes: what is broken guards each of them. */
export const everyWrite = '*';
