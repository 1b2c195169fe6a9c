import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Classification } from './classification.js';
import type { ExplicitWish } from './find-wish.js';
import { mendSpelling } from './mend-spelling.js';
import { plainText } from './plain-text.js';

type Read = Pick<Classification, 'candidates' | 'entities' | 'explicitWish' | 'smallTalk' | 'asksForHuman' | 'legal' | 'banned' | 'unsafe' | 'wishes'>;

/** The intents that a wish in so many words may belong to, the likeliest first. */
const intentsOfWish: Readonly<Record<ExplicitWish, readonly string[]>> = {
  refund: ['refund_request', 'order_change'],
  cancel: ['order_change', 'refund_request'],
  return: ['order_change', 'refund_request'],
  exchange: ['order_change', 'refund_request'],
  change_address: ['order_change'],
  reset_password: ['account_issue'],
  change_email: ['account_issue'],
  change_phone: ['account_issue'],
};
/** The classifier must not think it out of the question. */
const leastLikely = 0.15;
const mostWords = 12;
/** How many of the desk's messages "it" may point back to. */
const reach = 3;

/**
 * The intent that the words leave no doubt about, whatever the classifier's confidence: a wish in so many words, "where is" and an order
 * number, how long shipping takes, or a short question about the order just spoken of. Undefined where no rule says.
 */
export function ruleOfIntent({ text, history }: Pick<Received, 'text' | 'history'>, read: Read): string | undefined {
  if (read.smallTalk || read.asksForHuman || read.legal || read.unsafe || read.banned) return undefined;
  const plain = mendSpelling(plainText(text));
  const likely = (intent: string) => (read.candidates.find((one) => one.intent === intent)?.confidence ?? 0) >= leastLikely;
  const top = read.candidates[0]?.intent ?? '';
  const wished = read.explicitWish.flatMap((wish) => intentsOfWish[wish]);
  if (wished.length > 0) return wished.includes(top) ? top : wished[0];
  if (read.wishes.length > 1) return undefined;
  const namesOrder = (read.entities.orderId?.length ?? 0) > 0;
  if (namesOrder && asksHowItStands.test(plain) && !asksForChange.test(plain) && likely('order_status')) return 'order_status';
  if (!namesOrder && asksHowLong.test(plain) && !asksForChange.test(plain) && likely('order_status')) return 'order_status';
  const answers = history.filter(({ from }) => from === 'bot').slice(-reach);
  const told = answers.map(({ text: words }) => words).join('\n');
  // "What about 22001", "and the other one": the same for another.
  if (asksTheSame.test(plain)) return answers.at(-1)?.intent || undefined;
  if (namesOrder || plain.split(' ').length > mostWords || !speaksOfOrder.test(told)) return undefined;
  if (speaksOfMoney.test(told) && asksForMoney.test(plain)) return 'refund_request';
  return asksAboutIt.test(plain) && !asksForChange.test(plain) ? 'order_status' : undefined;
}

const asksHowItStands = /\b(?:where(?:'s)?|wheres|were is|track\w*|status|eta|arriv\w*|ar+ive\w*|deliver(?:y|ed)|shipped|late|delayed|what happened|how long|update on|news|any word|got here|come|coming|left|gone out|packed|on (?:its|the|it's) way|movement|moved|what (?:\w+ )?(?:did i|have i|was|is) (?:buy|order|bought|ordered|in))\b/;
/** "How long does standard shipping take?" */
const asksHowLong = /^(?:\W*(?:hi|hello|hey|please|tell me|and|so)\W+)*how (?:long|fast|quick(?:ly)?|soon|many (?:\w+ )?days)\b.*\b(?:ship\w*|deliver(?:y|ies|ed)|arrive\w*)\b/;
const asksForChange = /\b(?:cancel\w*|refund\w*|return\w*|exchang\w*|swap\w*|chang\w*|address|instead|broken|damaged|wrong|charged)\b/;
const speaksOfOrder = /\border\b/i;
const speaksOfMoney = /\b(?:refund\w*|cancel+ed|money|statement|pa(?:id|yment))\b/i;
const asksForMoney = /\b(?:when|how (?:long|much|many days)|where|which|what|to|on(?:to)?)\b.*\b(?:money|refund\w*|back|credited|card|account|get)\b|\bhow much\b|\bhow long\b/;
const asksTheSame = /^(?:(?:ok|okay|so|and) )*(?:and|what about|how about|same (?:for|with)|also) (?:for |with |about )?(?:(?:my|the|order|number|no) )*(?:0000|other one|other order|other|(?:first|second|third|last)(?: one)?)$/;
const asksAboutIt = /^(?:(?:and|so|but|ok|okay|then|well|hm+|no|one more thing|also|by the way|btw|great|thanks|please|when|just|tell me|can you say) )*(?:where(?:'s)?|wheres|when|what(?:'s| is| was| did| about)|whats|track|has|is|was|will|how (?:long|far|much)|did|which|who|does)\b.*\b(?:it|that|this|they|them|order|orders|package|parcel|delivery|shipment|stuff|tracking|carrier)\b|^(?:(?:and|so|but|ok) )*(?:when|what time|which day|today|tomorrow|how long|where)(?: exactly| then| now| roughly| about| is that)?$|\b(?:will|does|did) it (?:arrive|come|get here|be here|ship)\b/;
