import { say } from '@deskhand/catalogue/reply.js';
import { findCall } from './find-call.js';
import { isGeneralQuestion } from './is-general-question.js';
import { call } from './parts.js';
import { answerFromPassages } from './plan-knowledge.js';
import { meaningsOf } from './rarity-of.js';
import type { Plan, Step, Turn } from './turn.js';

/** Something went wrong: sorry once, and what the shop does about it; where no document says that, a case for a person. */
export const planComplaint: Plan = (turn, calls) => {
  const sorry = say(turn.catalogue.replies, 'complaint.sorry');
  // "Do better" says nothing that a document could answer.
  const saysWhat = meaningsOf(turn.received.text).size > 2;
  const told = saysWhat ? answerFromPassages(turn, turn.grounding.enough ? turn.grounding.passages : []) : null;
  // Who asks how to complain has no complaint yet.
  if (told?.kind === 'say' && isMereQuestion(turn.received.text)) return told;
  if (told?.kind === 'say') return { ...told, part: { ...told.part, text: `${sorry} ${told.part.text}`, apology: true } };
  const opened = findCall(calls, 'create_ticket');
  if (!opened) return call('create_ticket', ticketOf(turn));
  const reference = String(opened.result?.reference ?? '');
  return openCase(turn, sorry, reference);
};

function isMereQuestion(text: string): boolean {
  return isGeneralQuestion(text, false) && text.split(/\s+/).length <= 12 && !/!|\b(?:worst|never|nobody|terrible|awful|disappoint\w*)\b/i.test(text);
}

function ticketOf({ received, classified }: Turn) {
  const priority = classified.priority === 1 ? 'urgent' : classified.sentiment === 'negative' ? 'high' : 'medium';
  return { subject: (received.subject || 'Complaint').slice(0, 200), priority, summary: received.text.slice(0, 500) };
}

/** The case is the hand-off itself: no other queue is kept. */
function openCase(turn: Turn, sorry: string, reference: string): Step {
  const opened = reference ? [say(turn.catalogue.replies, 'complaint.case_created', { reference })] : [];
  const part = { text: [sorry, ...opened].join(' '), fixed: true, apology: true, rule: 'complaint_case' };
  return { kind: 'escalate', code: 'no_grounding', reason: 'A complaint that no document answers: a case was opened.', part };
}
