import { z } from 'zod';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import { meansTheOther } from './order-in-talk.js';
import { readAnswer } from './read-answer.js';
import type { Pending, Turn } from './turn.js';

const pendingShape = z.object({
  intent: z.string().default(''),
  wish: z.string().default(''),
  missing: z.enum(['verification', 'order', 'confirmation', 'address', 'items', 'payment', 'what']),
  known: z.record(z.string(), z.unknown()).default({}),
});

/** The desk's question that a message answers, if it does: as the classifier says, or a plain yes, no or number right after the question. */
export function answeredPending(received: Received, classified: Classified): Pending | null {
  const asked = classified.answersPending ?? (isPlainAnswer(received, classified) ? lastQuestion(received) : undefined);
  const read = pendingShape.safeParse(asked);
  if (!read.success) return null;
  const pending: Pending = orderInstead(read.data, received) ?? read.data;
  if (pending.missing !== 'confirmation') return pending;
  // Thanks and ok never send anybody to a person; and neither yes nor no answers nothing.
  if (pending.wish === 'specialist' && /^\W*(?:ok|okay|thanks|thank you)\b/i.test(received.text)) return null;
  return readAnswer(received.text) === null ? null : pending;
}

/** "No, the other one" to a refusal: the same wish, for another order. */
function orderInstead({ intent, wish, known }: Pending, { text }: Received): Pending | undefined {
  const { asked } = known;
  return wish === 'specialist' && typeof asked === 'string' && asked && meansTheOther(text) ? { intent, wish: asked, missing: 'order', known: {} } : undefined;
}

function lastQuestion(received: Received): unknown {
  const last = received.history.filter(({ from }) => from !== 'customer').at(-1);
  return last?.from === 'bot' ? last.pending : undefined;
}

function isPlainAnswer(received: Received, classified: Classified): boolean {
  const words = received.text.trim().split(/\s+/).length;
  // "Cancel 20009" after "which order has your parcel?" is a wish of its own.
  const begins = classified.wishes.length > 0 && readAnswer(received.text) === null;
  return words <= 6 && !begins && (readAnswer(received.text) !== null || entitiesOf(classified, 'orderId').length === 1);
}

export function entitiesOf(classified: Classified, kind: string): string[] {
  const values: unknown = classified.entities?.[kind];
  return Array.isArray(values) ? values.map(String) : [];
}

/** The customer said yes to what the desk asked back. */
export function saidYes({ answered, received }: Pick<Turn, 'answered' | 'received'>): boolean {
  return answered?.missing === 'confirmation' && readAnswer(received.text) === 'yes';
}

/** The customer said no to what the desk asked back. "No, the other one" and "no, just $50" still want it. */
export function saidNo({ answered, received, classified }: Pick<Turn, 'answered' | 'received' | 'classified'>): boolean {
  if (answered?.missing !== 'confirmation' || readAnswer(received.text) !== 'no') return false;
  return !meansAnother(answered, received) && !correctsIt(answered, received, classified);
}

/** Says what it should be instead: another order, amount or address. */
function correctsIt({ known }: Pending, { text }: Turn['received'], classified: Classified): boolean {
  const names = (kind: string) => entitiesOf(classified, kind).length > 0;
  return ('orderId' in known && names('orderId')) || ('amount' in known && names('amount')) || ('email' in known && /<EMAIL_/i.test(text));
}

function meansAnother({ known, wish }: Pending, { text }: Turn['received']): boolean {
  return typeof known.orderId === 'string' && wish !== 'specialist' && meansTheOther(text);
}

/** What the customer wants done, in own words now or in the words that the desk's question was about. */
export function wishesOf(turn: Turn): string[] {
  const continued = turn.answered && turn.answered.wish && !saidNo(turn) ? [turn.answered.wish] : [];
  return [...new Set([...turn.classified.wishes, ...continued])];
}

/** The orders the message is about: those it names, or the one that the answered question named. */
export function namedOrders(turn: Turn): string[] {
  const named = [...new Set(entitiesOf(turn.classified, 'orderId'))];
  const known = turn.answered && !meansAnother(turn.answered, turn.received) ? turn.answered.known.orderId : undefined;
  return named.length === 0 && typeof known === 'string' && !saidNo(turn) ? [known] : named;
}

/** The customer wants nothing done after all, whatever was asked: "never mind", "no thanks". */
export function dropsIt({ received }: Pick<Turn, 'received'>): boolean {
  return /^\W*(?:no|nope|nah)?[\s,.!]*(?:no|nope|no thanks?|no thank you|never ?mind|nvm|forget (?:it|that|about it)|leave it|stop|not now|nothing|don'?t bother|maybe later)(?:[\s,.!]+(?:thanks?|thank you|then|please|it'?s fine|that'?s fine))*[\s.!]*$/i.test(received.text);
}
