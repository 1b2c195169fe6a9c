import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import { z } from 'zod';
import type { Classification } from './classification.js';

/** What the desk asked the customer for (Proposal.pending). */
export type PendingQuestion = z.output<typeof pendingShape>;

const pendingShape = z.looseObject({
  intent: z.string().default(''),
  /** What was to be done; `specialist`: the offer of a person; empty for a mere question. */
  wish: z.string().default(''),
  missing: z.enum(['verification', 'order', 'confirmation', 'address', 'items', 'payment', 'what']),
  known: z.record(z.string(), z.unknown()).default({}),
});

type Read = Pick<Classification, 'intent' | 'confidence' | 'entities' | 'explicitWish' | 'smallTalk' | 'asksForHuman' | 'legal' | 'banned' | 'unsafe'>;

/** The question of the desk's that a message answers, when it answers one rather than begins something new. */
export function findAnsweredQuestion({ text, history, authenticated, code }: Pick<Received, 'text' | 'history' | 'authenticated' | 'code'>, read: Read): PendingQuestion | undefined {
  const last = history.filter(({ from }) => from !== 'customer').at(-1);
  const asked = pendingShape.safeParse(last?.from === 'bot' ? last.pending : undefined);
  if (!asked.success || speaksToPeople(read) || asksForSomethingElse(asked.data, read)) return undefined;
  // "Never mind" answers whatever was asked.
  if (read.smallTalk === 'declined') return asked.data;
  return answers[asked.data.missing]({ text: text.trim(), told: last!.text, authenticated, code, read, question: asked.data }) ? asked.data : undefined;
}

interface Reply {
  readonly text: string;
  /** What the desk said. */
  readonly told: string;
  readonly authenticated: boolean;
  readonly code: Received['code'];
  readonly read: Read;
  readonly question: PendingQuestion;
}

/** By what was missing: whether a message gives it. */
const answers: Record<PendingQuestion['missing'], (reply: Reply) => boolean> = {
  confirmation: ({ text, question }) => (yesOrNo.test(text) || namesAnother.test(text)) && wordsIn(text) <= 12 && !(question.wish === 'specialist' && politeOnly.test(text)),
  order: (reply) => (reply.read.entities.orderId?.length ?? 0) > 0 ? isShort(reply) || isSameMatter(reply) : isShort(reply) && (namesOne.test(reply.text) || namesListed(reply)),
  address: ({ text, read }) => read.entities.address !== undefined || (/\d/.test(text) && wordsIn(text) >= 3 && !text.includes('?')),
  verification: isIdentification,
  items: isStatement,
  payment: isStatement,
  what: isStatement,
};

const yesOrNo = /^\W*(?:(?:actually|wait|hmm?|sorry|oops|well|oh|please)\W+)*(?:yes|yep|yeah|yup|sure|ok|okay|correct|right|exactly|please do|go ahead|do it|confirm(?:ed)?|that'?s (?:right|correct|it|the one)|of course|absolutely|definitely|no|nope|nah|don'?t|do not|never ?mind|stop|leave it|not (?:that|this|now)|wrong|s[ií]|ja|oui|sim|nein|non|n[aã]o)\b/iu;
const namesAnother = /\b(?:the other (?:one|order)|not that one|wrong (?:one|order))\b/i;
const politeOnly = /^\W*(?:ok|okay|thanks|thank you)\b/i;
const namesOne = /\b(?:last|latest|newest|most recent|recent|first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th|only|other|all|both)\b/i;

/** "The backpack one", of orders that were listed with what is in them. */
function namesListed({ text, told }: Reply): boolean {
  const list = told.slice(told.indexOf(':') + 1).toLowerCase();
  return text.toLowerCase().split(/[^\p{L}]+/u).some((word) => word.length > 3 && new RegExp(`\\b${word}`, 'u').test(list));
}

function speaksToPeople({ asksForHuman, legal, banned, unsafe }: Read): boolean {
  return asksForHuman || legal || unsafe || banned !== null;
}

function asksForSomethingElse({ wish }: PendingQuestion, { explicitWish }: Read): boolean {
  return explicitWish.length > 0 && !explicitWish.some((each) => each === wish);
}

function isSameMatter({ read, question }: Reply): boolean {
  return read.intent === question.intent;
}

function isShort({ text }: Reply): boolean {
  return wordsIn(text) <= 8;
}

/** Says something, asks nothing, and is not surely about another matter. */
function isStatement(reply: Reply): boolean {
  const { text, read } = reply;
  return !text.includes('?') && !read.smallTalk && wordsIn(text) <= 30 && (isShort(reply) || isSameMatter(reply) || read.confidence < 0.85);
}

/** An identity token, a one-time code, or the address that one can be mailed to. */
function isIdentification(reply: Reply): boolean {
  const { code, text, authenticated, read } = reply;
  // With a good code come the words that had to wait for it: where they say what is wanted, they count as if nothing had been asked.
  if (code === 'accepted') return read.explicitWish.length === 0 && !isSameMatter(reply);
  if (code === 'wrong') return true;
  const offers = authenticated || (code === 'mailed' && /<EMAIL_|\bcode\b/i.test(text));
  return offers && (isShort(reply) || isSameMatter(reply));
}

function wordsIn(text: string): number {
  return text.split(/\s+/).length;
}
