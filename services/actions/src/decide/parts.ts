import { say } from '@deskhand/catalogue/reply.js';
import type { ReplyKey } from '@deskhand/catalogue/reply-keys.js';
import type { Citation, Passage } from '@deskhand/contracts/gen/events/deskhand/knowledge/v1/facts.js';
import { describeAction } from './describe-action.js';
import { speaksForAnother } from './speaks-for-another.js';
import type { Call, DoneCall, Json, Part, Pending, Step, Turn } from './turn.js';

export function call(tool: Call['tool'], args: Json): Step {
  return { kind: 'call', call: { tool, arguments: args } };
}

/** The desk's own words: a question, a refusal, what happens next. */
export function fixed(rule: string, text: string, pending?: Pending): Step {
  return { kind: 'say', part: { text, fixed: true, rule, ...(pending && { pending }) } };
}

/** An answer with facts, reviewed as the intent says. */
export function answer(rule: string, text: string, more: Partial<Part> = {}): Step {
  return { kind: 'say', part: { text, fixed: false, rule, ...more } };
}

/** Every refusal ends in the offer of a specialist: a yes to it reaches one. */
export function refused(turn: Turn, refusal: { code: string; words: string }): Step {
  if (refusal.code === 'not_authenticated') return verify(turn, '');
  if (refusal.code === 'one_at_a_time') return fixed(`refused:${refusal.code}`, refusal.words);
  // Nobody learns whether there is such an order: its owner has to ask.
  if (refusal.code === 'not_found' && speaksForAnother(turn.received.text)) return fixed('other_account', say(turn.catalogue.replies, 'identity.other_account'));
  const asksForNumber = refusal.code === 'not_found';
  const pending: Pending = asksForNumber
    ? { intent: turn.intent.name, wish: turn.answered?.wish ?? turn.classified.wishes[0] ?? '', missing: 'order', known: {} }
    : { intent: turn.intent.name, wish: 'specialist', missing: 'confirmation', known: { asked: turn.answered?.wish ?? turn.classified.wishes[0] ?? '' } };
  return fixed(`refused:${refusal.code}`, refusal.words, pending);
}

/** No facts at all, for nobody knows who asks; the same words whether the address that was given is on file or not. */
export function verify(turn: Turn, wish: string, known: Json = {}): Step {
  const pending: Pending = { intent: turn.intent.name, wish, missing: 'verification', known: { ...turn.answered?.known, ...known } };
  return fixed('verify_identity', say(turn.catalogue.replies, wordsFor[turn.received.code ?? ''] ?? 'identity.verify'), pending);
}

/** By where the one-time code stands. */
const wordsFor: Readonly<Record<string, ReplyKey>> = { mailed: 'identity.code_sent', waiting: 'identity.code_sent', wrong: 'identity.code_wrong' };

/** What a write came to: done, waiting, or refused. `done` words what is true once it is done. */
export function afterWrite(turn: Turn, written: DoneCall, done: () => string, submitted?: (reference: string) => string): Step {
  const { status, waits, refusal, tool } = written;
  if (status === 'succeeded') return answer(`done:${tool}`, done());
  if (status === 'awaiting_approval' && waits?.byPolicy) return fixed(`needs_approval:${tool}`, submitted?.(waits.reference) ?? saySubmitted(turn, written, waits.reference));
  if (status === 'awaiting_approval') return answer(`held_for_review:${tool}`, done());
  if (status === 'refused') return refused(turn, refusal ?? { code: 'shop_refused', words: say(turn.catalogue.replies, 'refusal.other') });
  const code = status === 'unknown' ? 'effect_unknown' : 'tool_failed';
  return { kind: 'escalate', code, reason: `${tool} came back ${status}` };
}

function saySubmitted({ catalogue }: Turn, { tool, arguments: args }: DoneCall, reference: string): string {
  return say(catalogue.replies, 'change.submitted', { what: describeAction(tool, args), reference });
}

export function citationOf({ documentId, title, section, version, score }: Passage): Citation {
  return { documentId, title, section, version, score };
}
