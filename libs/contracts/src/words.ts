// The closed sets of the contract as types. On the wire they are strings; API.md is their source.

export const lanes = ['stable', 'canary', 'control', 'shadow'] as const;
export type Lane = (typeof lanes)[number];

export const serviceNames = ['ingestion', 'intent', 'retrieval', 'actions', 'escalation', 'feedback', 'console'] as const;
export type ServiceName = (typeof serviceNames)[number];

export const ticketStates = [
  'received', 'classified', 'grounded', 'proposed', 'awaiting_approval', 'replied',
  'escalated', 'assigned', 'resolved', 'reopened', 'closed',
] as const;
export type TicketState = (typeof ticketStates)[number];

/** States in which a turn has come to rest. */
export const settledStates = ['replied', 'awaiting_approval', 'escalated', 'assigned', 'resolved', 'closed'] as const satisfies TicketState[];

export function isSettled(state: string): boolean {
  return (settledStates as readonly string[]).includes(state);
}

/** In order of precedence: when several hold, the first one is the reason. */
export const escalationCodes = [
  'legal_mention', 'asked_for_human', 'banned_intent', 'unsafe_input', 'negative_and_urgent', 'billing_dispute',
  'angry_customer', 'repeated_question', 'tool_failed', 'effect_unknown', 'long_conversation', 'approval_rejected',
  'approval_expired', 'low_confidence', 'no_grounding', 'quality_check_failed', 'unsupported_language',
  'budget_exceeded', 'internal_error', 'delivery_failed', 'sla_breached',
] as const;
export type EscalationCode = (typeof escalationCodes)[number];

export type EscalationLevel = 'immediate' | 'high' | 'medium';
export type Queue = 'support' | 'sales' | 'billing' | 'technical' | 'legal' | 'trust_and_safety';
export type ApprovalStatus = 'pending' | 'approved' | 'rejected' | 'expired' | 'withdrawn' | 'stale';
export type ApprovalKind = 'reply' | 'action';
export type ToolStatus = 'succeeded' | 'refused' | 'failed' | 'unknown' | 'awaiting_approval';
export type Sentiment = 'positive' | 'neutral' | 'negative';
export type OutcomeKind =
  | 'answered' | 'approval_requested' | 'escalated' | 'assigned' | 'confirmed' | 'reopened' | 'resolved' | 'rated';
