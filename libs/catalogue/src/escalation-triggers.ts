import type { EscalationCode } from './escalation-codes.js';
import type { EscalationPolicy } from './escalation-policy.js';
import { smallTalk } from './intent-labels.js';
import type { IntentPolicy } from './intent-policy.js';
import { type Money, displayMoney } from './money.js';

/** What is known about a customer's message once it has been classified (and looked at again, where that was due). */
export type TicketFacts = {
  /** A name of the catalogue, a label of the classifier, or null when nothing fits. */
  intent: string | null;
  confidence: number;
  sentiment: 'positive' | 'neutral' | 'negative';
  priority: 1 | 2 | 3;
  /** Law, lawyers, regulators, compliance. */
  legal: boolean;
  asksForHuman: boolean;
  /** A name of the policy's `bannedIntents`. */
  banned?: string | null;
  unsafe: boolean;
  disputedAmount?: Money | null;
  /** Angry messages of this conversation, this one included. */
  angryTurns: number;
  /** How often the customer has asked the same by now. */
  repeatedQuestion: number;
  customerMessages: number;
  languageSupported: boolean;
};

export type Trigger = { code: EscalationCode; reason: string };

/**
 * Every reason that holds for a person to take over before anything is answered, in order of precedence.
 * Small talk goes to a person only for what it says in so many words, never for its mood, length or confidence.
 */
export function earlyTriggers(facts: TicketFacts, policy: EscalationPolicy, intent?: Pick<IntentPolicy, 'escalation_threshold'>): Trigger[] {
  const details = { ...saidInWords(facts), ...(facts.intent === smallTalk ? {} : readFromTheTurn(facts, policy, intent)) };
  return policy.codes.flatMap(({ code, reason }) => {
    const detail = details[code];
    return detail === undefined ? [] : [{ code, reason: detail ? `${reason}: ${detail}` : reason }];
  });
}

/** The trigger that decides level and queue. */
export function strongest(triggers: readonly Trigger[], policy: EscalationPolicy): Trigger | undefined {
  const rank = (trigger: Trigger) => policy.codes.findIndex(({ code }) => code === trigger.code);
  return [...triggers].sort((left, right) => rank(left) - rank(right))[0];
}

/** By code: what to add to the policy's reason; an empty text adds nothing. */
type Details = Partial<Record<EscalationCode, string>>;

function saidInWords(facts: TicketFacts): Details {
  return {
    ...(facts.legal && { legal_mention: '' }),
    ...(facts.asksForHuman && { asked_for_human: '' }),
    ...(facts.banned && { banned_intent: facts.banned }),
    ...(facts.unsafe && { unsafe_input: '' }),
  };
}

function readFromTheTurn(facts: TicketFacts, { triggers }: EscalationPolicy, intent?: Pick<IntentPolicy, 'escalation_threshold'>): Details {
  // The threshold is one figure for all currencies: a disputed amount is never converted.
  const disputed = facts.disputedAmount && facts.disputedAmount.minor > triggers.disputeAbove ? facts.disputedAmount : null;
  const understood = intent !== undefined && facts.confidence >= intent.escalation_threshold;
  return {
    ...(facts.sentiment === 'negative' && facts.priority === 1 && { negative_and_urgent: '' }),
    ...(disputed && { billing_dispute: displayMoney(disputed) }),
    ...(facts.angryTurns >= triggers.angryTurns && { angry_customer: `${facts.angryTurns} angry messages` }),
    ...(facts.repeatedQuestion >= triggers.repeatedQuestion && { repeated_question: `asked ${facts.repeatedQuestion} times` }),
    ...(facts.customerMessages > triggers.longConversation && { long_conversation: `${facts.customerMessages} messages` }),
    ...(!understood && { low_confidence: `${facts.confidence.toFixed(2)} for ${facts.intent ?? 'no intent'}` }),
    ...(!facts.languageSupported && { unsupported_language: '' }),
  };
}
