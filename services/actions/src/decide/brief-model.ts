import { namedOrders, wishesOf } from './turn-facts.js';
import type { Turn } from './turn.js';

const mostHistory = 10;
const mostPassages = 3;
const longestText = 4_000;

/** Everything a model is told about a turn, as JSON. Texts are tokenised. The same turn always gives the same bytes. */
export function briefModel(turn: Turn, handedOverBy: string | null = null): string {
  const { received, classified, grounding, answered } = turn;
  const history = received.history.slice(-mostHistory).map(({ from, text }) => ({ from, text: text.slice(0, longestText) }));
  const passages = grounding.passages.slice(0, mostPassages).map(({ documentId, title, text }) => ({ id: documentId, title, text: text.slice(0, longestText) }));
  return JSON.stringify({
    today: turn.now.slice(0, 10),
    customer_message: received.text.slice(0, longestText),
    conversation: history,
    ...(handedOverBy && { handed_over_by: handedOverBy }),
    authenticated: received.authenticated,
    sentiment: classified.sentiment,
    orders_named: namedOrders(turn),
    wishes: wishesOf(turn),
    ...(answered && { answers_the_desks_question: answered.missing }),
    passages,
  });
}
