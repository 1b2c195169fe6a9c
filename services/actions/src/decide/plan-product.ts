import { say } from '@deskhand/catalogue/reply.js';
import { bigEnough } from './big-enough.js';
import { findCall } from './find-call.js';
import { answer, call, fixed } from './parts.js';
import { answerFromPassages, passagesIn } from './plan-knowledge.js';
import { showMoney } from './show-money.js';
import { productsInTalk } from './products-in-talk.js';
import { type Product, productShape } from './shop-facts.js';
import type { DoneCall, Plan, Step, Turn } from './turn.js';
import { wordsOf } from './words-of.js';

const asksForOffer =
  /\b(?:prices?|pricing|costs?|how much (?:is|are|for|would|do you)|in stock|available|availability|sell|sold out|carry|buy|offer|stock|(?:you|u) (?:have|got)|have any|got any|looking for)\b/i;

/** "What about a tent for four people?" */
const asksForSize = /\b(?:a|an|any|some)\b.*\bfor (?:\d+|two|three|four|five|six|seven|eight) (?:people|persons?|of us|adults|kids)\b/i;

/** A question about what the shop sells: price and availability from the shop, everything else from the documents. */
export const planProduct: Plan = (turn, calls) => {
  const { text } = turn.received;
  const spokenOf = productsInTalk(turn);
  const followed = spokenOf.length > 0 ? followUp(turn, calls, spokenOf.slice(0, 3)) : undefined;
  if (followed) return followed;
  const offer = asksForOffer.test(text) || asksForSize.test(text);
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
  const object = namesObject.exec(text)?.[1]?.trim();
  if (object && query && products.length === 0) return fixed('no_product', say(turn.catalogue.replies, 'answer.no_product', { query: object }));
  return { kind: 'escalate', code: 'no_grounding', reason: 'Neither the knowledge base nor the shop answers this.' };
};

/** Says what is asked for: "do you sell tarps", not "can I buy during the holidays". */
const namesObject = /\b(?:(?:you|u|y'?all|guys) (?:sell|carry|stock|have|got|offer)|buy|looking for|(?:price|cost) of|how much (?:is|are|for))\s+(?:(?:a|an|any|some|the|your|new|good|cheap)\s+)*(?!(?:a|an|any|some|the|your|new|good|cheap|on|in|at|by|for|from|with|without|during|after|before|online|now|today|here|there|it|them|this|that|these|something|anything|you|an? account|shops?|stores?|products?|items?|authentic|original|genuine|delivery|discounts?|offers?|sales?|more|other|to|been|not)\b)((?:(?!(?:on|in|at|by|for|from|with|without|through|via|that|which|to|and|or|please|online|available|now|products?|items?)\b)[\p{L}'-]+ ?){1,4})(?!products?\b|items?\b)/iu;

/** "And how much?", "is the second one waterproof?": about the products just told of. Undefined where nothing is known to it. */
function followUp(turn: Turn, calls: readonly DoneCall[], spokenOf: readonly Product[]): Step | undefined {
  const { text } = turn.received;
  if (asksForPrice.test(text) || saysNothingNew(text)) {
    const open = spokenOf.find(({ name }) => !findCall(calls, 'search_products', { query: name }));
    if (open) return call('search_products', { query: open.name });
    const found = spokenOf.flatMap(({ name }) => productsOf(findCall(calls, 'search_products', { query: name })!).filter((product) => product.name === name));
    return found.length > 0 ? tellProducts(turn, found, !asksForPrice.test(text)) : undefined;
  }
  const query = `${spokenOf[0]?.name}: ${text}`.slice(0, 500);
  const searched = findCall(calls, 'search_knowledge_base', { query });
  if (!searched) return call('search_knowledge_base', { query });
  return answerFromPassages({ ...turn, received: { ...turn.received, text: query } }, passagesIn(searched)) ?? undefined;
}

/** "And the first?" */
function saysNothingNew(text: string): boolean {
  return [...wordsOf(text)].every((word) => /^(?:ok|okay|first|second|third|last|other|then)$/.test(word));
}

const asksForPrice = /\b(?:how much|prices?|costs?|cheap(?:er|est)?|expensive|in stock|available)\b/i;

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

const asksForKind = /\b(?:in (?!stock)\p{L}+|colou?rs?|sizes?|versions?|variants?)\b/iu;

/** What can be had of it now: `pine, 2 person; sand, 2 person`. */
function optionsOf(variants: Product['variants']): string {
  return variants.filter(({ available }) => available).map(({ attributes }) => Object.values(attributes).join(', ')).filter(Boolean).join('; ');
}

function tellProducts(turn: Turn, products: readonly Product[], describe = false): Step {
  const lines = products.map(({ name, price, available, description, variants }) => {
    const key = available ? 'answer.product_available' : 'answer.product_unavailable';
    const line = say(turn.catalogue.replies, key, { name, price: showMoney(price) });
    const told = describe && description ? `${line} ${description}` : line;
    const kinds = asksForKind.test(turn.received.text) ? optionsOf(variants) : '';
    return kinds ? `${told} ${say(turn.catalogue.replies, 'answer.product_options', { options: kinds })}` : told;
  });
  return answer('product_told', lines.join('\n'));
}
