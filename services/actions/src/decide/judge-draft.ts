import { answerKinds } from './answer-kinds.js';
import { checkClaims, type ClaimFault } from './check-claims.js';
import { checkDraft, type DraftFault } from './check-draft.js';
import { composeReply } from './compose-reply.js';
import { entitiesOf } from './turn-facts.js';
import type { DoneCall, Part, Turn } from './turn.js';
import type { ModelDraft, Woven } from './weave-draft.js';

export type SeatFault = DraftFault | ClaimFault | { readonly rule: 'left_out' | 'unknown_citation' | 'no_citation'; readonly found: string };

/** Everything wrong with a model's draft; it passes the check of every draft, and some that only a model needs. */
export function judgeDraft(turn: Turn, draft: ModelDraft, { parts, replaced }: Woven, calls: readonly DoneCall[]): SeatFault[] {
  const { grounding, catalogue, customer, answered, received, classified, now } = turn;
  const reply = composeReply(turn, parts);
  const told = calls.map((call) => (call.kind === 'read' ? { ...call, arguments: orderOf(call) } : call));
  const { replies } = catalogue;
  const faults: SeatFault[] = checkDraft(reply.text, { calls: told, passages: reply.passages, echoes: entitiesOf(classified, 'orderId'), known: [customer, answered?.known], replies, now });
  const passages = reply.passages.map(({ title, text }) => `${title}\n${text}`);
  const results = JSON.stringify([told.map(({ tool, arguments: args, result }) => [tool.replaceAll('_', ' '), args, result]), customer]);
  const sources = [results, ...passages];
  faults.push(...checkClaims(draft.reply, { facts: sources.join('\n'), sources, replies: Object.values(replies).join('\n'), calls, question: received.text }));
  for (const id of draft.citations) if (!grounding.passages.some(({ documentId }) => documentId === id)) faults.push({ rule: 'unknown_citation', found: id.slice(0, 60) });
  if (needsSource(replaced) && reply.passages.length === 0) faults.push({ rule: 'no_citation', found: '' });
  return [...faults, ...leftOut(draft.reply, replaced), ...unanswered(received.text, draft.reply, replaced)];
}

/** What a model wrote as arguments of a look-up proves nothing, apart from the order that the gate let it see. */
function orderOf({ arguments: { orderId } }: DoneCall): DoneCall['arguments'] {
  return orderId === undefined ? {} : { orderId };
}

function needsSource(replaced: readonly Part[]): boolean {
  return replaced.length === 0 || replaced.some(({ citations = [] }) => citations.length > 0);
}

const figures = /[\p{L}\p{N}]*\d[\p{L}\p{N}]*(?:[.,/:-][\p{L}\p{N}]*\d[\p{L}\p{N}]*)*/gu;

/** Money that moved, or that is offered, is told with every figure the rules tell. */
function leftOut(reply: string, replaced: readonly Part[]): SeatFault[] {
  const binding = replaced.filter(({ rule }) => /^(?:done:|held_for_review:|refund_offered$)/.test(rule));
  const needed = binding.flatMap(({ text }) => text.match(figures) ?? []);
  return needed.filter((figure) => !reply.includes(figure)).map((found) => ({ rule: 'left_out', found }));
}

/** What was asked for is told: where the rules found a weight, a time or a price for "how heavy", "how long" or "how much", the draft has one too. */
function unanswered(question: string, reply: string, replaced: readonly Part[]): SeatFault[] {
  return answerKinds(question).flatMap(({ inAnswer }) => {
    const found = replaced.map(({ text }) => inAnswer.exec(text)?.[0]).find((each) => each !== undefined && /\d/.test(each));
    return found === undefined || inAnswer.test(reply) ? [] : [{ rule: 'left_out' as const, found }];
  });
}
