import { say } from '@deskhand/catalogue/reply.js';
import type { Passage } from '@deskhand/contracts/gen/events/deskhand/knowledge/v1/facts.js';
import { z } from 'zod';
import { extractAnswer } from './extract-answer.js';
import { findCall } from './find-call.js';
import { answer, call, citationOf } from './parts.js';
import type { DoneCall, Plan, Step, Turn } from './turn.js';
import { wordsOf } from './words-of.js';

/** A question that documents answer: their own words, with the source; nothing to go by: a person. */
export const planKnowledge: Plan = (turn, calls) => {
  const query = turn.received.text.slice(0, 500);
  // Retrieval has searched for the message as one whole; a further question in it needs words of its own.
  const isOther = turn.intent.name !== turn.classified.intent;
  if (isOther && !findCall(calls, 'search_knowledge_base', { query })) return call('search_knowledge_base', { query });
  const grounded = turn.grounding.enough ? turn.grounding.passages : [];
  const told = answerFromPassages(turn, [...found(calls, query), ...grounded]);
  return told ?? { kind: 'escalate', code: 'no_grounding', reason: 'Nothing in the knowledge base answers this.' };
};

const passageShape = z.object({
  documentId: z.string(),
  title: z.string(),
  section: z.string().default(''),
  category: z.string().default(''),
  version: z.string().default(''),
  updated: z.string().default(''),
  chunkIndex: z.number().default(0),
  text: z.string(),
  score: z.number().default(0),
});

/** Null when no sentence of the passages answers: a long question that shares but one word with it is not answered by it. */
export function answerFromPassages(turn: Turn, passages: readonly Passage[]): Step | null {
  const extract = extractAnswer(turn.received.text, passages);
  const asked = wordsOf(turn.received.text).size;
  if (!extract || extract.hits < Math.min(2, Math.ceil(asked / 3))) return null;
  const { passage, text } = extract;
  const source = say(turn.catalogue.replies, 'answer.source', { titles: passage.title });
  return answer('answered_from_knowledge', `${text}\n${source}`, { citations: [citationOf(passage)], passages: [passage] });
}

function found(calls: readonly DoneCall[], query: string): Passage[] {
  const read = passageShape.array().safeParse(findCall(calls, 'search_knowledge_base', { query })?.result?.passages);
  return read.success ? read.data : [];
}
