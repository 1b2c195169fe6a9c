/** Why a ticket goes to a person: the closed set of the interface, strongest first. */
export const escalationCodes = [
  'legal_mention',
  'asked_for_human',
  'banned_intent',
  'unsafe_input',
  'negative_and_urgent',
  'billing_dispute',
  'angry_customer',
  'repeated_question',
  'tool_failed',
  'effect_unknown',
  'long_conversation',
  'approval_rejected',
  'approval_expired',
  'low_confidence',
  'no_grounding',
  'quality_check_failed',
  'unsupported_language',
  'budget_exceeded',
  'internal_error',
  'delivery_failed',
  'sla_breached',
] as const;

export type EscalationCode = (typeof escalationCodes)[number];
