import type { Citation, Passage } from '@deskhand/contracts/gen/events/deskhand/knowledge/v1/facts.js';
import type { Escalation } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { IntentScore } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { GuardrailRule } from './guardrails-of.js';
import type { TicketState } from '@deskhand/contracts/words.js';

export interface ApprovalView {
  approvalId: string;
  ticketId: string;
  conversationId: string;
  status: string;
  kind: string;
  action: { tool: string; arguments: object } | null;
  /** As a person edited it, where one did. */
  draft: string | null;
  neededApprovals: number;
  expiresAt: string | null;
  decidedBy: string | null;
  decisions: { by: string; verdict: string; at: string; reason: string | null }[];
}

export interface ActionView {
  tool: string;
  kind: string;
  status: string;
  arguments: object;
  result: object | null;
  refusal: { code: string; words: string } | null;
  idempotencyKey: string | null;
  at: string;
}

export interface MessageView {
  messageId: string;
  from: 'customer' | 'bot' | 'human';
  text: string;
  at: string;
}

export interface TimelineEntry {
  at: string;
  event: string;
  summary: string;
}

export interface OverrideView {
  at: string;
  by: string;
  what: string;
  kind: 'approved' | 'rejected' | 'edited' | 'taken_over' | 'released' | 'resolved' | 'not_solved';
  approvalId: string | null;
  /** What a person made of the bot's words. */
  draft: { before: string; after: string } | null;
}

export interface ExplanationView {
  documents: Omit<Passage, 'text'>[];
  confidence: Record<string, number>;
  rules: string[];
  /** Rules that stopped or changed what the bot would have done. */
  guardrails: GuardrailRule[];
  /** Where people decided otherwise, or instead. */
  overrides: OverrideView[];
  versions: { catalogue: string | null; classifier: string | null; prompt: string | null; model: string | null };
  /** The last signed manifest of this ticket: its place in the conversation's chain, and its hash. */
  manifest: { n: number; sha256: string } | null;
}

/** GET /v1/tickets/:ticketId, with tokens where personal data stands. */
export interface TicketView {
  ticketId: string;
  conversationId: string;
  source: string;
  sourceId: string;
  channel: string;
  state: TicketState;
  lane: string;
  authenticated: boolean;
  turn: number;
  intent: { name: string; confidence: number; agent: string | null; candidates: IntentScore[] } | null;
  sentiment: string | null;
  priority: number | null;
  entities: object | null;
  reply: { text: string; by: string; deliveredAt: string; citations: readonly Citation[] } | null;
  approval: ApprovalView | null;
  approvals: ApprovalView[];
  escalation: Escalation | null;
  actions: ActionView[];
  messages: MessageView[];
  timeline: TimelineEntry[];
  explanation: ExplanationView | null;
  heldBy: string | null;
  /** A draft that a takeover turned into a suggestion for the person. */
  suggestion: string | null;
}

/** GET /v1/conversations/:id. */
export interface ConversationView {
  conversationId: string;
  source: string;
  authenticated: boolean;
  heldBy: string | null;
  tickets: { ticketId: string; state: TicketState }[];
  messages: MessageView[];
}
