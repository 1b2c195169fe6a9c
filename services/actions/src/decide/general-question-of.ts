import { isGeneralQuestion } from './is-general-question.js';
import { isOfNoOrder } from './is-of-no-order.js';
import { entitiesOf } from './turn-facts.js';
import type { Turn } from './turn.js';
import { wishesOfTool } from './wish-of-tool.js';
import { wishVerbs } from './wish-verbs.js';

/** Where a message, or one of several sent quickly, has its next sentence. */
const breaks = /(?<=[.!?])\s+|\n+/;

/** What documents answer for anybody: the whole message, or the sentence of it that brought a further intent. */
export function generalQuestionOf(turn: Turn, isMain: boolean): string | undefined {
  const { received, classified, grounding } = turn;
  const orders = entitiesOf(classified, 'orderId');
  // "Can you change my e-mail address" from somebody we know is a wish, and is done.
  if (isMain && received.authenticated && classified.wishes.length > 0 && !asksHow(classified.wishes, received.text)) return undefined;
  if (isMain && orders.length > 0) return besideOrders(turn, orders);
  if (isMain) return (grounding.enough && isGeneralQuestion(received.text, false)) || isOfNoOrder(received.text) ? received.text : undefined;
  if (isWished(turn) || looksAtOrders(turn, orders)) return undefined;
  return received.text.split(breaks).find((sentence) => isGeneralQuestion(sentence, names(sentence, orders)) && isApart(turn, sentence));
}

/**
 * "Where is 12345?" and "What is your return policy?" are two questions, and the second does nothing to that order. Undefined where what is
 * said of the order is a wish itself, or the question is about it.
 */
function besideOrders(turn: Turn, orders: readonly string[]): string | undefined {
  if (isWished(turn) || looksAtOrders(turn, orders)) return undefined;
  const wishes = turn.classified.wishes.length > 0 ? wishesOfIntent(turn) : changes;
  const sentences = turn.received.text.split(breaks);
  const named = sentences.filter((sentence) => names(sentence, orders));
  if (named.some((sentence) => wishes.some((wish) => wishVerbs[wish]?.test(sentence)))) return undefined;
  return sentences.find((sentence) => !named.includes(sentence) && !pointsBack.test(sentence) && isGeneralQuestion(sentence, false) && isApart(turn, sentence));
}

const changes = Object.keys(wishVerbs).filter((wish) => wish !== 'status');
const pointsBack = /\b(?:it|them|this|that|one)\b/i;

/** Beside a wish, "can you do it?" is the wish again, and "what is your policy?" a question. */
function isApart({ classified }: Turn, sentence: string): boolean {
  return classified.wishes.length === 0 || (/\b(?:polic(?:y|ies)|how|what)\b/i.test(sentence) && !pointsBack.test(sentence));
}

/** Whether the message wishes what this intent does; a wish of another intent is another sentence's. */
function isWished(turn: Turn): boolean {
  const own = wishesOfIntent(turn);
  return turn.classified.wishes.some((wish) => own.includes(wish));
}

function wishesOfIntent({ intent }: Turn): string[] {
  return intent.tools.flatMap((tool) => wishesOfTool(tool, { email: '', phone: '' }));
}

/** Where an order is, is what its own sentence asks; the other sentence is another intent's. */
function looksAtOrders({ intent }: Turn, orders: readonly string[]): boolean {
  return orders.length > 0 && intent.tools.includes('track_shipment');
}

function names(sentence: string, orders: readonly string[]): boolean {
  return orders.some((orderId) => sentence.toUpperCase().includes(orderId.toUpperCase()));
}

/** "How do I get my money back?" is best answered by looking. */
function asksHow(wishes: readonly string[], text: string): boolean {
  return /\bpolic(?:y|ies)\b/i.test(text) || (/\bhow\b/i.test(text) && !wishes.includes('refund'));
}
