import { say } from '@deskhand/catalogue/reply.js';
import { bigEnough } from './big-enough.js';
import { findCall } from './find-call.js';
import { answer, call, fixed } from './parts.js';
import { answerFromPassages, passagesIn } from './plan-knowledge.js';
import { showMoney } from './show-money.js';
import { type Product, productShape } from './shop-facts.js';
import type { DoneCall, Plan, Step, Turn } from './turn.js';
import { wordsOf } from './words-of.js';

const asksForOffer =
  /\b(?:prices?|pricing|costs?|how much (?:is|are|for|would|do you)|in stock|available|availability|sell|sold out|carry|buy|offer|stock|(?:you|u) (?:have|got)|have any|got any|looking for)\b/i;

/** A question about what the shop sells: price and availability from the shop, everything else from the documents. */
export const planProduct: Plan = (turn, calls) => {
  const { text } = turn.received;
  const offer = asksForOffer.test(text);
  const told = answerFromPassages(turn, turn.grounding.enough ? turn.grounding.passages : []);
  if (told && !offer) return told;
  const query = queryOf(turn);
  const searched = findCall(calls, 'search_products', { query });
  if (query && !searched) return call('search_products', { query });
  const products = searched ? productsOf(searched) : [];
  const named = products.filter((product) => isNamed(product, text));
  if (offer && named.length > 0) return tellProducts(turn, named.slice(0, 3));
  const kind = bigEnough(products.filter((product) => isOfKind(product, text)), text);
  if (offer && kind.length > 0) return tellProducts(turn, kind.slice(0, 3), true);
  if (told) return told;
  if (named.length > 0) return tellProducts(turn, named.slice(0, 3), true);
  // Among the documents of other intents there may be an answer yet.
  const elsewhere = turn.grounding.unfiltered ? undefined : findCall(calls, 'search_knowledge_base', { query: text.slice(0, 500) });
  if (!turn.grounding.unfiltered && !elsewhere) return call('search_knowledge_base', { query: text.slice(0, 500) });
  const found = elsewhere && answerFromPassages(turn, passagesIn(elsewhere));
  if (found) return found;
  if (offer && query && products.length === 0) return fixed('no_product', say(turn.catalogue.replies, 'answer.no_product', { query }));
  return { kind: 'escalate', code: 'no_grounding', reason: 'Neither the knowledge base nor the shop answers this.' };
};

function queryOf({ received }: Turn): string {
  const generic = new Set(['price', 'cost', 'stock', 'availabl', 'available', 'availability', 'sell', 'buy', 'shop', 'store', 'product', 'item']);
  const telling = wordsOf(received.text);
  const said = received.text.replace(/<[A-Z]+_[0-9a-z_]+>/gi, ' ').match(/[\p{L}\p{N}'-]+/gu) ?? [];
  return said
    .filter((word) => [...wordsOf(word)].some((stem) => telling.has(stem) && !generic.has(stem)))
    .slice(0, 12)
    .join(' ');
}

function productsOf(searched: DoneCall): Product[] {
  const read = productShape.array().safeParse(searched.result?.items);
  return read.success ? read.data : [];
}

/** The text names the product itself, not only its kind: at least half of its name's words, the first one among them. */
function isNamed({ name }: Product, text: string): boolean {
  const said = wordsOf(text);
  const words = [...wordsOf(name)];
  const hits = words.filter((word) => said.has(word)).length;
  return words[0] !== undefined && said.has(words[0]) && hits * 2 >= words.length;
}

/** The text names the kind: the last word of the product's name (a tent, a mug). */
function isOfKind({ name }: Product, text: string): boolean {
  return wordsOf(text).has([...wordsOf(name)].at(-1) ?? '');
}

function tellProducts(turn: Turn, products: readonly Product[], describe = false): Step {
  const lines = products.map(({ name, price, available, description }) => {
    const key = available ? 'answer.product_available' : 'answer.product_unavailable';
    const line = say(turn.catalogue.replies, key, { name, price: showMoney(price) });
    return describe && description ? `${line} ${description}` : line;
  });
  return answer('product_told', lines.join('\n'));
}
