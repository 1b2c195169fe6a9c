import { expect, test } from 'vitest';
import { loadCatalogue } from './load-catalogue.js';
import { type EscalationRequest, routeEscalation } from './route-escalation.js';
import { shippedDir } from './shipped-catalogue.fixture.js';

const catalogue = loadCatalogue(shippedDir);

test.each<[EscalationRequest, string, string]>([
  [{ code: 'legal_mention', intent: 'refund_request' }, 'immediate', 'legal'],
  [{ code: 'legal_mention', intent: 'other', agent: 'technical' }, 'immediate', 'legal'],
  [{ code: 'asked_for_human', intent: 'refund_request' }, 'immediate', 'billing'],
  [{ code: 'asked_for_human', intent: 'product_question' }, 'immediate', 'sales'],
  [{ code: 'asked_for_human', intent: 'account_issue' }, 'immediate', 'support'],
  [{ code: 'asked_for_human', intent: 'order_status' }, 'immediate', 'support'],
  [{ code: 'asked_for_human', intent: 'shipping_delay' }, 'immediate', 'support'],
  [{ code: 'asked_for_human', intent: 'order_change' }, 'immediate', 'support'],
  [{ code: 'asked_for_human', intent: 'complaint' }, 'immediate', 'support'],
  [{ code: 'asked_for_human', intent: 'other' }, 'immediate', 'support'],
  [{ code: 'asked_for_human', intent: null }, 'immediate', 'support'],
  [{ code: 'asked_for_human', intent: 'small_talk' }, 'immediate', 'support'],
  [{ code: 'asked_for_human', intent: 'product_question', agent: 'technical' }, 'immediate', 'technical'],
  [{ code: 'banned_intent', intent: 'account_issue', banned: 'account_deletion' }, 'immediate', 'trust_and_safety'],
  [{ code: 'banned_intent', intent: 'complaint', banned: 'legal_threat' }, 'immediate', 'legal'],
  [{ code: 'unsafe_input', intent: 'other' }, 'high', 'trust_and_safety'],
  [{ code: 'negative_and_urgent', intent: 'refund_request' }, 'immediate', 'billing'],
  [{ code: 'billing_dispute', intent: 'complaint' }, 'high', 'billing'],
  [{ code: 'angry_customer', intent: 'product_question' }, 'high', 'sales'],
  [{ code: 'repeated_question', intent: 'order_status' }, 'high', 'support'],
  [{ code: 'tool_failed', intent: 'order_status', money: true }, 'high', 'billing'],
  [{ code: 'tool_failed', intent: 'order_status' }, 'high', 'support'],
  [{ code: 'effect_unknown', intent: 'refund_request', money: true }, 'high', 'billing'],
  [{ code: 'long_conversation', intent: 'refund_request' }, 'medium', 'billing'],
  [{ code: 'approval_rejected', intent: 'refund_request' }, 'high', 'billing'],
  [{ code: 'approval_expired', intent: 'order_change' }, 'high', 'support'],
  [{ code: 'low_confidence', intent: 'product_question' }, 'medium', 'sales'],
  [{ code: 'no_grounding', intent: 'other' }, 'medium', 'support'],
  [{ code: 'quality_check_failed', intent: 'refund_request' }, 'medium', 'billing'],
  [{ code: 'unsupported_language', intent: null }, 'medium', 'support'],
  [{ code: 'budget_exceeded', intent: 'refund_request' }, 'high', 'support'],
  [{ code: 'internal_error', intent: 'refund_request' }, 'high', 'support'],
  [{ code: 'delivery_failed', intent: 'refund_request' }, 'high', 'support'],
  [{ code: 'sla_breached', intent: 'refund_request', previousQueue: 'legal' }, 'high', 'legal'],
  [{ code: 'sla_breached', intent: 'refund_request' }, 'high', 'billing'],
])('given %j, then it is %s and goes to %s', (request, level, queue) => {
  expect(routeEscalation(request, catalogue)).toEqual({ level, queue });
});
