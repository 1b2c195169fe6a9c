import { say } from '@deskhand/catalogue/reply.js';
import type { TurnStep } from './plan-turn.js';
import type { Part, Turn } from './turn.js';

/** The same question is not put a second time in the same words, and after the second time a person answers; so does who insists on what was refused. */
export function varyQuestion(turn: Turn, step: TurnStep): TurnStep {
  if (step.kind !== 'reply') return step;
  const refused = step.parts.find((part) => part.rule.startsWith('refused:') && part.pending?.wish === 'specialist' && wasAsked(turn, part));
  if (refused) return { kind: 'escalate', code: 'repeated_question', reason: 'The customer insists on what the desk refuses.', parts: [] };
  const asked = step.parts.find((part) => part.fixed && part.pending && part.pending.wish !== 'specialist' && wasAsked(turn, part));
  if (!asked) return step;
  if (asked.pending?.missing !== 'verification' && askedInVain(turn, asked) > 1) {
    return { kind: 'escalate', code: 'low_confidence', reason: 'The customer did not answer what the desk asked twice.', parts: [] };
  }
  return { kind: 'reply', parts: step.parts.map((part) => (part === asked ? again(turn, part) : part)) };
}

function again(turn: Turn, part: Part): Part {
  const { replies } = turn.catalogue;
  const isVerification = part.pending?.missing === 'verification' && !turn.received.code;
  const text = isVerification ? say(replies, 'identity.verify_again') : say(replies, 'small_talk.again', { question: part.text });
  return { ...part, text, rule: `${part.rule}:again` };
}

/** In the desk's last message, word for word. */
function wasAsked({ received }: Turn, { text }: Part): boolean {
  return received.history.filter(({ from }) => from === 'bot').at(-1)?.text.includes(text) ?? false;
}

function askedInVain({ received }: Turn, { text }: Part): number {
  return received.history.filter(({ from }) => from === 'bot').slice(-2).filter((message) => message.text.includes(text)).length;
}
