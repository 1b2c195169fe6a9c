import { answersCode } from './answers-code.js';
import { findCodes, hideCodes, type TypedCode } from './find-codes.js';

/** A code as it was offered. */
export interface OfferedCode {
  codeId: string;
  seq: number;
  /** Whom it proves; null for nobody. */
  customerId: string | null;
  digest: string;
  state: 'asked' | 'sending' | 'sent' | 'silent' | 'used' | 'ended';
  tries: number;
  glances: number;
  /** ISO 8601. */
  expiresAt: string;
}

/** How many answers are compared, and how many six-digit numbers in passing. */
export const mostTries = 5;
const mostGlances = 5;

export interface CodeVerdict {
  kind: 'none' | 'wrong' | 'accepted';
  /** The message without the codes in it. */
  text: string;
  /** The newest offer as it is afterwards; undefined when nothing of it changes. */
  changed: OfferedCode | undefined;
}

/** A code may be typed: it is the newest, nobody has used it, and neither time nor tries are up. The same for one that was mailed to nobody. */
export function isLive(code: Pick<OfferedCode, 'state' | 'tries' | 'expiresAt'>, now: string): boolean {
  return code.state !== 'used' && code.state !== 'ended' && code.tries < mostTries && Date.parse(now) < Date.parse(code.expiresAt);
}

/**
 * What a message does to the codes of its conversation. A message that is written as an answer costs a try for every number in it; a number in
 * passing may be an order's: a right one is taken, a wrong one costs no try, and after five of them the code is given up.
 * @param offers oldest first
 * @param matches compares in constant time
 */
export function judgeCode(text: string, offers: readonly OfferedCode[], now: string, matches: (offer: OfferedCode, digits: string) => boolean): CodeVerdict {
  const typed = offers.length > 0 ? findCodes(text) : [];
  const newest = offers.at(-1);
  if (!newest || typed.length === 0) return { kind: 'none', text, changed: undefined };
  const isAnswer = answersCode(text);
  const live = isLive(newest, now);
  const compared = live ? typed.slice(0, isAnswer ? mostTries - newest.tries : mostGlances - newest.glances) : [];
  // Dead codes are hidden too: comparing with them tells nobody anything.
  const dead = live ? offers.slice(0, -1) : offers;
  const isKnown = (code: TypedCode) => (compared.includes(code) && matches(newest, code.digits)) || dead.some((offer) => matches(offer, code.digits));
  const hidden = hideCodes(text, isAnswer ? typed : typed.filter(isKnown));
  if (!live) return { kind: isAnswer ? 'wrong' : 'none', text: hidden, changed: undefined };
  const right = compared.findIndex(({ digits }) => counts(newest) && matches(newest, digits));
  if (right >= 0) return { kind: 'accepted', text: hidden, changed: { ...newest, state: 'used' } };
  if (isAnswer) return { kind: 'wrong', text: hidden, changed: { ...newest, tries: newest.tries + compared.length } };
  const glances = newest.glances + compared.length;
  return { kind: 'none', text: hidden, changed: { ...newest, glances, state: glances < mostGlances ? newest.state : 'ended' } };
}

function counts({ customerId, state }: OfferedCode): boolean {
  return customerId !== null && (state === 'sending' || state === 'sent');
}
