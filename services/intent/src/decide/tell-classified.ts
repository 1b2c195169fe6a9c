import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { findIntent } from '@deskhand/catalogue/find-intent.js';
import { findOrderNumbers } from '@deskhand/catalogue/order-number.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Classified, IntentScore, Money } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { Classification } from './classification.js';
import { detectSmallTalk } from './detect-small-talk.js';
import { findAnsweredQuestion } from './find-answered-question.js';
import { ruleOfIntent } from './rule-of-intent.js';

/** An answer to the desk's own question is about what the desk asked for; and some words leave no doubt: by rule, not by likelihood. */
const ruleConfidence = 0.95;
/** A further intent of a message is named when it is more likely than not. */
const namedBeside = 0.5;

/** What the classifier read, as the other services hear it. */
export function tellClassified(received: Received, read: Classification, catalogue: Catalogue, classifierVersion: string): Classified {
  const entities = { ...read.entities, ...ordersIn(received, catalogue) };
  const answered = findAnsweredQuestion(received, { ...read, entities });
  const ruled = answered ? undefined : ruleOfIntent(received, { ...read, entities });
  const scores = sureOf(answered?.intent ?? ruled, read, catalogue);
  const [best] = scores;
  return {
    intent: best!.intent,
    confidence: best!.confidence,
    candidates: scores,
    agent: read.technical ? 'technical' : (findIntent(catalogue, best!.intent)?.agent ?? 'support'),
    sentiment: read.sentiment,
    priority: read.priority,
    entities,
    language: read.language,
    angryTurns: read.angryTurns,
    repeatedQuestion: read.repeatedQuestion,
    legal: read.legal,
    asksForHuman: read.asksForHuman,
    injection: read.injection,
    toxicity: read.toxicity,
    unsafe: read.unsafe,
    banned: read.banned ?? '',
    disputedAmount: moneyOf(read.disputedAmount),
    smallTalk: answered ? '' : smallTalkOf(received.text, read),
    wishes: read.explicitWish,
    // A message of one wish that a rule has read says nothing beside it.
    otherIntents: answered || (ruled && read.wishes.length === 1) ? [] : othersNamed(read, best!.intent),
    rules: answered ? [...read.rules.filter((rule) => !rule.startsWith('small_talk')), 'answers_pending'] : [...read.rules, ...(ruled ? ['sure_by_words'] : [])],
    classifierVersion,
    catalogueVersion: catalogue.version,
    answersPending: answered,
    reconsidered: false,
  };
}

/** The catalogue's own reading wins: it tells an order from a postcode, a price and a phone. */
function ordersIn({ subject, text }: Received, { shop }: Catalogue): { orderId?: string[] } {
  const found = findOrderNumbers(`${subject}\n${text}`, shop);
  return { orderId: found.length > 0 ? found : undefined };
}

/** Every intent of the catalogue, also one that the classifier has no phrases of. */
function scoresOf({ candidates }: Classification, { intents }: Catalogue): IntentScore[] {
  const missing = [...intents.keys()].filter((name) => !candidates.some(({ intent }) => intent === name));
  return [...candidates.map(({ intent, confidence }) => ({ intent, confidence })), ...missing.map((intent) => ({ intent, confidence: 0 }))];
}

/** The scores with the intent that a rule is sure of in front. */
function sureOf(intent: string | undefined, read: Classification, catalogue: Catalogue): IntentScore[] {
  const scores = scoresOf(read, catalogue);
  const name = intent === undefined ? undefined : findIntent(catalogue, intent)?.name;
  const own = scores.find(({ intent }) => intent === name);
  if (!own) return scores;
  const confidence = Math.max(ruleConfidence, own.confidence);
  const rest = 1 - own.confidence;
  const others = scores.filter((score) => score !== own).map((score) => ({ ...score, confidence: rest > 0 ? (score.confidence / rest) * (1 - confidence) : 0 }));
  return [{ intent: own.intent, confidence }, ...others];
}

/** "Ok" that answers nothing is small talk after all. */
function smallTalkOf(text: string, { smallTalk, confirmation, asksForHuman, legal }: Classification): string {
  if (smallTalk) return smallTalk;
  return confirmation && !asksForHuman && !legal ? (detectSmallTalk(text) ?? '') : '';
}

function othersNamed({ wishes }: Classification, main: string): string[] {
  const named = wishes.filter(({ intent, confidence }) => intent !== main && intent !== 'other' && confidence >= namedBeside);
  return [...new Set(named.map(({ intent }) => intent))];
}

/** "612.00 USD" as money travels. */
function moneyOf(amount: string | undefined): Money | undefined {
  const [value, currency] = amount?.split(' ') ?? [];
  return value && currency ? { value, currency } : undefined;
}
