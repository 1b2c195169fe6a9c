import { nameLists, type NameLists } from './name-lists.js';
import { nameWords } from './name-words.js';
import { shopWords } from './shop-words.js';
import type { Span } from './span.js';

interface Word extends Span {
  text: string;
  small: string;
}

const word = String.raw`\p{Lu}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]+)*`;
/** Words in capitals with blanks between, initials and particles among them. */
const run = new RegExp(String.raw`(?<![\p{L}\p{N}_@/.'’#-])${word}(?:(?:(?<=(?:^|[^\p{L}])\p{Lu})\.)?[ \t]+(?:(?:van|von|de|da|dos|del|della|der|den|di|la|le|bin|al|af)[ \t]+){0,2}${word}){0,4}(?![\p{N}_@]|[-/]\p{L})`, 'gu');
const smallPair = /(?<![\p{L}\p{N}_@/.-])(\p{Ll}{3,})[ \t]+(\p{Ll}{4,})(?![\p{L}\p{N}_@-])/gu;
const titleBefore = /(?:^|[^\p{L}])(?:mr|mrs|ms|miss|dr|prof|professor|sir|madam|herr|frau|señora?|monsieur|madame)\.?[ \t]+$/iu;
const titles = /^(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Madam|Herr|Frau|Monsieur|Madame)$/;
const cueBefore =
  /(?:\bname(?:'s| is| was|:)|\bnamed(?: (?:him|her))?|\bcalled|\bcalls me|\bsigned by|\bunder(?: the name)?|\bsaid|\bspeak(?:ing)? (?:to|with)|\btalk(?:ed|ing)? (?:to|with)|\bask(?:ed)? for|\bchange it to|\bcorrect it to|\badd|\bstarring|\bby|\bfollow up with|\bheard|\bplayer|\bagent|\bcolleague|\bmanager|\bhusband|\bwife|\bson|\bdaughter|\bbrother|\bsister|\bpartner|\bfriend|\bdriver|\brep(?:resentative)?|\bhi|\bhello|\bhey|\bdear|\bthis is|\bI am|\bI'm|\bregards,?|\bcheers,?|\bsincerely,?|\bneighbou?r)[ \t]*[:,]?\s+(?:(?:mr|mrs|ms|miss|dr|prof)\.? )?$/iu;
const cueAfter = /^(?:'s (?:address|account|name|email|phone|card|order|killers)|,? (?:said|says|told|wrote|called|lives|spoke|promised|speaking|here|as guardian|points out|and I\b)|, (?:can|could|please|i\b|it's|the [\p{L}]+, said)|,? your agent| from (?:your|support|customer))/iu;
/** What only a person is said to be or to do. */
const strongBefore = /(?:\bname(?:'s| is| was|:)|\bnamed(?: (?:him|her))?|\bcalled|\bsaid|\bcalls me)\s+$/iu;
const strongAfter = /^ (?:lives|said|says|told|wrote|spoke|promised|works|lied|had given|spent a)\b|^, (?:can|could) (?:i|you)\b/iu;
const placeBefore = /\b(?:in|at|near|from|to|via|of|visit(?:ed|ing)?|leave|leaving|lives? in|moved here from|city of|town of)\s+$/iu;
const greetings = /^(?:hi|hello|dear|thanks?|regards|sincerely|good|morning|evening|afternoon|order|agent|customer|hermes)$/;
/** Before a thing, not a person: "the Orville", "secret Santa". */
const articleBefore = /\b(?:the|a|an|this|secret|san|los|las|my|our|your)\s+$/iu;
/** German writes all its nouns with capitals: there only known names count. */
const german = /\b(?:ich|der|die|das|und|wie|nicht|den|ist|mein|meine|bitte|sie|brauche|eine?|wann|wo)\b/u;
const company = /^(?:Inc|Ltd|LLC|Corp|Corporation|GmbH|Company|Co|Group|PLC|AG|SA|Bank|Holdings|Partners|Investments|Orchestra|Association|University|Institute|Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Place|Square|Terrace|Bridge|Village|County)\b/;

/** People by their names: what the lists know, and what the words around give away. Product names, months and towns are none. */
export function findNames(text: string): Span[] {
  const lists = nameLists();
  const found = [...text.matchAll(run)].flatMap((match) => judgeRun(text, match, lists));
  const named = new Set(found.flatMap(({ start, end }) => text.slice(start, end).split(/[ \t]+/)).filter((part) => part.length > 2 && !lists.ordinary.has(part.toLowerCase())));
  const all = [...found, ...smallPairs(text, lists), ...speakers(text, lists)];
  for (const part of named)
    for (const { index } of text.matchAll(new RegExp(String.raw`(?<![\p{L}\p{N}_@-])${part.replace(/[.]/g, '\\.')}(?![\p{L}\p{N}_@-])`, 'gu'))) all.push({ start: index, end: index + part.length });
  return longest(all);
}

function judgeRun(text: string, match: RegExpExecArray, lists: NameLists): Span[] {
  const words = wordsOf(match);
  const after = text.slice(match.index + match[0].length, match.index + match[0].length + 40);
  if (company.test(after.trimStart())) return [];
  // "Hi Anna", "Thanks Anna", "Mr Brown": what leads is no part of the name, but says that one follows.
  const pronoun = words.findIndex(({ text: one }) => /^I(?:$|['’])/.test(one));
  // "Lol I", "Spain I": a sentence goes on, no initial.
  if (pronoun >= 0 && text[words[pronoun]!.end] !== '.') words.length = pronoun;
  if (words.some(({ small }) => shopWords.has(small) && !greetings.test(small))) return [];
  let first = 0;
  while (first < words.length - 1 && (titles.test(words[first]!.text) || (isOrdinary(words[first]!, lists) && !startsName(words, first, lists)))) first++;
  const kept = words.slice(first);
  const [head] = kept;
  if (!head) return [];
  const before = text.slice(Math.max(0, head.start - 60), head.start);
  const span = { start: head.start, end: kept.at(-1)!.end };
  if (kept.some(({ text: one }) => company.test(one) && one.length > 1 && kept.length > 1)) return [];
  return isName(kept, { before, after, text, span }, lists) ? [span] : [];
}

function isName(words: readonly Word[], { before, after, text, span }: { before: string; after: string; text: string; span: Span }, lists: NameLists): boolean {
  const [head] = words;
  const whole = words.map(({ small }) => small).join(' ');
  const plain = words.filter(({ text: one }) => one.length > 1);
  const titled = titleBefore.test(before);
  if (titled) return plain.some(({ small }) => !shopWords.has(small));
  if (plain.some(({ small }) => shopWords.has(small))) return false;
  if (lists.places.has(whole) && (words.length > 1 || !lists.given.has(whole) || placeBefore.test(before))) return false;
  if (words.length > 1 && /^[\p{Lu}\s.'-]+$/u.test(text.slice(span.start, span.end)) && !plain.every(({ small }) => lists.given.has(small) || lists.surnames.has(small))) return false;
  const given = (one: Word) => lists.given.has(one.small) || one.small.split(/[-'’]/).every((part) => lists.given.has(part));
  const known = (one: Word) => given(one) || lists.surnames.has(one.small);
  const rare = plain.filter((one) => !isOrdinary(one, lists));
  const cued = cueBefore.test(before) || cueAfter.test(after);
  if (words.length === 1) {
    if (isOrdinary(head!, lists) || /^\p{Lu}+$/u.test(head!.text)) return false;
    if (nextIsThing(after) || articleBefore.test(before)) return false;
    if (given(head!)) return !lists.countries.has(whole) && (!placeBefore.test(before) || !lists.places.has(whole));
    return (cued && lists.surnames.has(head!.small)) || (!lists.places.has(whole) && head!.small.length > 2 && (strongBefore.test(before) || strongAfter.test(after)));
  }
  if (given(head!) && rare.length > 0 && (plain.length > 1 || words.length > 1)) return !isOrdinary(head!, lists) || known(plain.at(-1)!);
  if (rare.length === 0) return false;
  if (german.test(text)) return rare.length === plain.length && plain.every(known);
  if (lists.surnames.has(plain.at(-1)!.small) && rare.length === plain.length) return true;
  const spelled = words.length > plain.length || plain.some(({ small }) => /[^\x00-\x7f]/.test(small));
  return rare.length === plain.length && !/\p{Lu}{2}/u.test(head!.text) && (cued || spelled || rare.some(known) || standsAlone(text, span));
}

/** "Ember stove", "Alexa speaker": a thing that bears a name. */
function nextIsThing(after: string): boolean {
  const next = /^[ \t]+(\p{Ll}+)/u.exec(after)?.[1];
  return next !== undefined && shopWords.has(next);
}

/** A line of its own with more lines below: the head of a letter or of a business card. */
function standsAlone(text: string, { start, end }: Span): boolean {
  return /(?:^|\n)[ \t?>*-]*$/u.test(text.slice(0, start)) && /^[ \t]*\r?\n/.test(text.slice(end));
}

function isOrdinary({ small }: Word, { ordinary }: NameLists): boolean {
  return ordinary.has(small) || stopWords.has(small);
}

function startsName(words: readonly Word[], at: number, lists: NameLists): boolean {
  const [one, next] = [words[at]!, words[at + 1]!];
  return nameWords.has(one.small) && !shopWords.has(one.small) && !stopWords.has(one.small) && lists.given.has(one.small) && lists.surnames.has(next.small) && !isOrdinary(next, lists);
}

const stopWords = new Set(
  `i a the and or but if in on at to of for from by with is are was were be am do does did have has had not no yes it its this that these those there here where when what who whom why how which you your he she his her they them
their we us our me my mine im ive ill id dont cant wont isnt could would should will may might must shall can please ok okay also as so then than since because while after before until although though both each every
some any all more most other another such same only own very too now again once ever never always often still just maybe perhaps what's where's who's it's that's i'm i've i'll i'd don't can't won't let's there's
meet remember compared don visit capitalized written unfortunately pedestrians bonjour hola hallo guten danke merci gracias obrigado mein meine ich der die das und wo wie warum mi el los las por para donde le les une mon ma est
je vous votre onde meu minha quero bom boa oi buenos buenas como eu der wann`.split(/\s+/),
);

function wordsOf(match: RegExpExecArray): Word[] {
  return [...match[0].matchAll(/[\p{L}\p{M}'’-]+/gu)].map(({ 0: one, index }) => {
    const bare = one.replace(/['’]s$/u, '');
    return { text: bare, small: bare.toLowerCase(), start: match.index + index, end: match.index + index + bare.length };
  });
}

/** In small letters only where both words are names and neither is a word. */
function smallPairs(text: string, lists: NameLists): Span[] {
  const spans: Span[] = [];
  for (let from = 0; ; ) {
    smallPair.lastIndex = from;
    const match = smallPair.exec(text);
    if (!match) return spans;
    const [whole, first, last] = match as unknown as [string, string, string];
    const isOne = [first, last].every((one) => !lists.ordinary.has(one) && !stopWords.has(one)) && lists.given.has(first) && (lists.surnames.has(last) || cueBefore.test(text.slice(Math.max(0, match.index - 40), match.index))) && !lists.places.has(whole);
    if (isOne) spans.push({ start: match.index, end: match.index + whole.length });
    from = match.index + (isOne ? whole.length : first.length);
  }
}

/** "Anna: where is it?" in a pasted conversation. */
function speakers(text: string, lists: NameLists): Span[] {
  const lines = [...text.matchAll(/(?:^|\n)[ \t]*(\p{Lu}\p{L}+):[ \t]+\p{L}/gu)].filter((match) => !lists.ordinary.has(match[1]!.toLowerCase()) && !stopWords.has(match[1]!.toLowerCase()));
  if (lines.length < 2 || !lines.some((match) => lists.given.has(match[1]!.toLowerCase()))) return [];
  return lines.map((match) => {
    const start = match.index + match[0].indexOf(match[1]!);
    return { start, end: start + match[1]!.length };
  });
}

function longest(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of spans.toSorted((a, b) => b.end - b.start - (a.end - a.start))) if (!kept.some((other) => span.start < other.end && other.start < span.end)) kept.push(span);
  return kept.sort((a, b) => a.start - b.start);
}
