import { checkSupport } from './check-support.js';
import { sentencesOf } from './sentences-of.js';
import type { DoneCall } from './turn.js';

/** What a model's words are held against, beside the figures that `checkDraft` looks at. */
export interface ClaimEvidence {
  /** Results of tools and cited passages, as text. */
  readonly facts: string;
  /** The same, source by source: a sentence has to stand in one of them. */
  readonly sources: readonly string[];
  /** The shop's own fixed words. */
  readonly replies: string;
  readonly calls: readonly Pick<DoneCall, 'tool' | 'status' | 'waits'>[];
  /** What the customer wrote. */
  readonly question: string;
}

export interface ClaimFault {
  readonly rule: 'promise' | 'claim' | 'name' | 'link' | 'number_in_words' | 'foreign_token' | 'compensation' | 'apologies' | 'human' | 'unsupported' | 'contradicted' | 'question' | 'form';
  readonly found: string;
}

const token = /<[A-Z]+(?:_\d{4})?_[0-9a-f]{6,}>/g;
const longest = 1_200;
const oddForm = /[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069]|\[removed\]|<\/?[a-z!]|!\[|```/i;
const link = /\b(?:https?:|www\.)\S*|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|io|example|shop|info|biz|dev|app|co|me|ru|xyz)\b\S*/gi;
const future = /\b(?:will|shall|won't|going to|guarantee[ds]?|promise[ds]?|assured?|rest assured|definitely|make sure)\b|['’]ll\b/i;
const arrival = /\b(?:it|order|orders|parcel|package|shipment|delivery|<[^>]+>|\d+)\s+(?:will|should) (?:arrive|be delivered|be there|reach you)\b/i;
const numberWord = /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?|dozens?)\b/gi;
const gifts = /\b(?:voucher|coupon|discount|gift|bonus|credit|compensat\w+|goodwill|for free|free of charge|waive\w*|on the house)\b/gi;
const human = /\bI(?:'|’)?(?: am|m) (?:a |an )?(?:human|person|real|not (?:an? )?(?:AI|bot|machine))/i;

/** Words for things done, and the writes that make them true. */
const deeds: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(?:refunded|reimbursed|paid back|credited)\b/i, ['process_refund', 'cancel_order']],
  [/\bcancel(?:l)?ed\b/i, ['cancel_order']],
  [/\b(?:changed|updated|modified|swapped|replaced|exchanged)\b/i, ['change_address', 'change_items', 'change_payment', 'exchange_items', 'update_account']],
  [/\breset\b/i, ['reset_password']],
  [/\b(?:approved|submitted|escalated|forwarded|passed on|opened a (?:case|ticket))\b/i, ['create_ticket']],
  [/\breturned\b/i, ['return_items']],
];
/** States of an order: said only where a result or a passage says the word. */
const states = /\b(?:delivered|shipped|lost|processed|dispatched|stolen)\b/gi;

/** Everything in a model's words that no result and no passage backs. Empty: they may go. */
export function checkClaims(draft: string, evidence: ClaimEvidence): ClaimFault[] {
  const faults: ClaimFault[] = [];
  const backed = backingOf(evidence);
  const add = (rule: ClaimFault['rule'], found: string | undefined) => found !== undefined && faults.push({ rule, found });
  if (draft.length > longest) add('form', `${draft.length} characters`);
  add('form', oddForm.exec(draft.replace(token, ' '))?.[0]);
  for (const found of draft.match(token) ?? []) if (!evidence.facts.includes(found) && !evidence.question.includes(found)) add('foreign_token', found);
  const plain = draft.replace(token, ' ');
  // The desk asks in its own words, or a yes would have nothing to answer.
  add('question', /\?/.exec(plain)?.[0]);
  add('human', human.exec(plain)?.[0]);
  if ((plain.match(/\b(?:sorry|apolog\w+)\b/gi) ?? []).length > 1) add('apologies', 'more than one');
  for (const pattern of [link, gifts, numberWord, states]) {
    const rule = pattern === link ? 'link' : pattern === gifts ? 'compensation' : pattern === numberWord ? 'number_in_words' : 'claim';
    const holds = pattern === states ? backed.inFacts : backed.anywhere;
    for (const found of plain.match(pattern) ?? []) if (!holds(found)) add(rule, found);
  }
  for (const sentence of sentencesOf(plain)) faults.push(...checkSentence(sentence, evidence, backed));
  return faults;
}

interface Backing {
  /** Whole words, in any case. */
  anywhere(found: string): boolean;
  inFacts(found: string): boolean;
}

function backingOf({ facts, replies }: ClaimEvidence): Backing {
  const all = spaced(`${facts}\n${replies}`);
  const hard = spaced(facts);
  return {
    anywhere: (found) => all.includes(spaced(found)),
    inFacts: (found) => hard.includes(spaced(found)),
  };
}

/** ` one word after the other ` */
function spaced(text: string): string {
  return ` ${(text.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? []).join(' ')} `;
}

function checkSentence(sentence: string, evidence: ClaimEvidence, backed: Backing): ClaimFault[] {
  // The shop's own sentence, word for word, says what the shop may say.
  if (backed.anywhere(sentence)) return [];
  const faults: ClaimFault[] = [];
  const isArrival = arrival.test(sentence) && evidence.calls.some(({ tool, status }) => tool === 'track_shipment' && status === 'succeeded');
  const ahead = future.exec(sentence);
  if (ahead && !isArrival) faults.push({ rule: 'promise', found: ahead[0] });
  for (const [words, tools] of deeds) {
    const said = words.exec(sentence);
    if (said && !isDone(said[0], tools, evidence, backed)) faults.push({ rule: 'claim', found: said[0] });
  }
  faults.push(...namesIn(sentence).filter((name) => !backed.anywhere(name)).map((found): ClaimFault => ({ rule: 'name', found })));
  const unsupported = checkSupport(sentence, [...evidence.sources, ...evidence.replies.split('\n')]);
  if (unsupported) faults.push(unsupported);
  return faults;
}

/** Done by a write of this turn, waiting with this draft, or a state that a result tells (a cancelled order, returned items). */
function isDone(word: string, tools: readonly string[], { calls }: ClaimEvidence, backed: Backing): boolean {
  const made = calls.some(({ tool, status, waits }) => tools.includes(tool) && (status === 'succeeded' || (status === 'awaiting_approval' && waits?.byPolicy === false)));
  const isState = /^(?:cancel(?:l)?ed|returned)$/i.test(word) && backed.inFacts(word);
  return made || isState;
}

/** Words with a capital that do not begin the sentence. */
function namesIn(sentence: string): string[] {
  const words = sentence.match(/[\p{L}\p{N}'’-]+/gu) ?? [];
  const isOwn = /^(?:I|I['’]\w+|AI|OK|ID|USD|EUR|GBP)$/;
  return words.slice(1).filter((word) => /^\p{Lu}\p{L}/u.test(word) && !isOwn.test(word));
}
