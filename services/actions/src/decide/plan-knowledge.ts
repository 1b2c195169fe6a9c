import { say } from '@deskhand/catalogue/reply.js';
import type { Passage } from '@deskhand/contracts/gen/events/deskhand/knowledge/v1/facts.js';
import { z } from 'zod';
import { extractAnswer } from './extract-answer.js';
import { findCall } from './find-call.js';
import { nameMeanings } from './name-meanings.js';
import { answer, call, citationOf } from './parts.js';
import { meaningsOf, rarityOf } from './rarity-of.js';
import type { DoneCall, Plan, Step, Turn } from './turn.js';

/** A question that documents answer: their own words, with the source; nothing to go by: a person. */
export const planKnowledge: Plan = (turn, calls) => {
  const query = turn.received.text.slice(0, 500);
  // Retrieval has searched for the message as one whole; a further question in it needs words of its own.
  const isOther = turn.intent.name !== turn.classified.intent;
  if (isOther && !findCall(calls, 'search_knowledge_base', { query })) return call('search_knowledge_base', { query });
  const grounded = turn.grounding.enough ? turn.grounding.passages : [];
  const searched = findCall(calls, 'search_knowledge_base', { query });
  const told = answerFromPassages(turn, [...(searched ? passagesIn(searched) : []), ...grounded]);
  return told ?? nothingFound;
};

/** A person, for the documents are silent. */
export const nothingFound: Step = { kind: 'escalate', code: 'no_grounding', reason: 'Nothing in the knowledge base answers this.' };

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

/**
 * When an extract is taken for an answer: retrieval's score, and how much of the question stands in the sentences. Measured on the
 * questions of `services/retrieval/evals` and the catalogue's out-of-scope phrases: of 201 answerable ones 142 are answered from a right
 * document and 18 from another, of 399 strangers 21.
 */
const weights = { score: 0.7, covered: 0.3 };
const enough = 0.65;
const leastCovered = 0.12;
/** Where the question names what the document is called. */
const enoughByName = 0.5;
/** From here on retrieval knows better than shared words: it is told that a courier is a carrier. No stranger among the measured ones comes near. */
export const certain = 0.88;

/** Null when no sentence of the passages answers. */
export function answerFromPassages(turn: Turn, passages: readonly Passage[]): Step | null {
  const question = standingAlone(turn);
  const extract = extractAnswer(question, passages, rarityOf(turn.catalogue.knowledge));
  if (!extract) return null;
  const { passage, text, covered } = extract;
  const bound = namesTitle(question, passage.title) ? enoughByName : enough;
  const isWorded = covered >= leastCovered && weights.score * passage.score + weights.covered * covered >= bound;
  if (!isWorded && passage.score < certain) return null;
  const source = say(turn.catalogue.replies, 'answer.source', { titles: passage.title });
  return answer('answered_from_knowledge', `${text}\n${source}`, { citations: [citationOf(passage)], passages: [passage] });
}

/** "How much is that?" says nothing without the message before it. */
function standingAlone({ received: { text, history } }: Turn): string {
  const before = meaningsOf(text).size === 0 ? history.filter(({ from }) => from === 'customer').at(-1)?.text : undefined;
  return before ? `${before} ${text}` : text;
}

/** "I want to see my bills" names "Invoices and receipts": everything the title says, or two words and half of it. */
function namesTitle(text: string, title: string): boolean {
  const asked = meaningsOf(nameMeanings(text));
  const named = [...meaningsOf(title)].filter((word) => !/^(?:out|back|up|off|over|down|one)$/.test(word));
  const hits = named.filter((word) => asked.has(word)).length;
  return hits > 0 && (hits === named.length || (hits > 1 && hits * 2 >= named.length));
}

/** What a search of the knowledge base brought. */
export function passagesIn({ result }: DoneCall): Passage[] {
  const read = passageShape.array().safeParse(result?.passages);
  return read.success ? read.data : [];
}
