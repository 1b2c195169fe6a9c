import { shopWords } from './shop-words.js';
import type { Span } from './span.js';
import { wholeAddress } from './whole-address.js';

const capital = String.raw`\p{Lu}[\p{L}\p{M}'’.-]*`;
const inner = String.raw`(?:${capital}|de|du|des|del|della|la|le|les|los|las|den|der|van|von|fejedelem|au|aux|av|\d{1,3}(?:st|nd|rd|th))`;
const house = String.raw`\d{1,5}[a-zA-Z]?`;
const number = String.raw`(?<![\p{L}\p{N}_#$€£.,-])\d{1,6}[a-z]?`;
const gap = String.raw`(?:,?[ \t]+|,?[ \t]*\r?\n[ \t?]*)`;
const flat = String.raw`(?:${gap}(?:[Aa]pt|[Aa]partment|[Ss]uite|[Ss]te|[Uu]nit|[Ff]lat|[Ff]loor|[Rr]oom|#)\.?[ \t]?#?\w{1,6})`;
const tail = `${flat}{0,2}`;
const prefix = '[Rr]ue|Via|Viale|[Cc]alle|C/|[Aa]venida|Avda\\.|[Aa]venue|Av\\.|[Bb]oulevard|Bd|Place|[Pp]laza|Piazza|Piazzetta|[Rr]ua|[Rr]úa|Trg|Chaussée|Chemin|Allée|Quai|Impasse|Camino|Carrer|Travessa|Largo|Corso|ul\\.|Ul\\.|al\\.|os\\.';
const suffix = 'straße|strasse|str\\.|gasse|weg|platz|allee|gata|gatan|gatu|vegen|vägen|veien|vei|vej|gade|gränd|torg|stræde|tie|katu|polku|kuja|straat|laan|plein|gracht|dijk|steeg|kade';
const suffixWord = '(?:[Uu]tca|[Uu]\\.|[Úú]t(?:ja)?|[Tt]ér|[Kk]öz|[Tt]errasse|[Gg]ate|[Vv]ei|[Vv]äg|[Ss]traße|[Ss]trasse|[Ss]tr\\.|[Uu]lica|[Nn]áměstí)';

const shapes = [
  // Mail of the armed forces.
  String.raw`(?:PSC[ \t]\d{1,5},?[ \t]Box[ \t]\d{1,5}|Unit[ \t]\d{1,5}[ \t]Box[ \t]\d{1,5}|US(?:NV|NS|S|CGC)[ \t]${capital})${gap}(?:APO|FPO|DPO)[ \t](?:AA|AE|AP)[ \t]\d{5}`,
  String.raw`(?:${number}[ \t]+)?(?:${prefix})(?:[ \t]+${inner}){1,5},?[ \t]+${house}(?![\p{L}\p{N}])${tail}`,
  String.raw`${number},?[ \t]+(?:${number}[ \t]+)?(?:${prefix})(?:[ \t]+${inner}){1,4}${tail}`,
  String.raw`(?:${number}[ \t]+)?(?:${inner}[ \t]+){0,3}[\p{Lu}][\p{L}-]*(?:${suffix})[ \t]+${house}(?![\p{L}\p{N}])${tail}`,
  String.raw`(?:${number}[ \t]+)?(?:${inner}[ \t]+){1,3}${suffixWord}[ \t]+${house}(?![\p{L}\p{N}])\.?${tail}`,
  String.raw`the corner of (?:${inner}|\d{1,5}|ul\.)(?:[ \t]+(?:${inner}|\d{1,5}|u\.|utca)){0,5} and (?:${capital}|\d{1,5}|ul\.)(?:[ \t](?:${inner}|\d{1,5}|u\.)){0,4}`,
  String.raw`(?:${number}[ \t]+)?\p{L}{3,}(?:straße|strasse|gatan|gata|katu|straat|vägen|vegen|intie|gasse)[ \t]+${house}(?![\p{L}\p{N}])${tail}`,
].map((source) => new RegExp(source, 'gu'));

/** A number, a street of unknown kind and another number: only where a flat or a code follows, or the words before speak of a place. */
const numbered = new RegExp(String.raw`${number}[ \t]+(?:${house}[ \t]+)?${capital}(?:[ \t]${inner}){0,3}(?:[ \t]+${house}(?![\p{L}\p{N}]))?${tail}`, 'gu');
const placed = new RegExp(String.raw`(?:lives? (?:on|at)|side of|located at|(?:is|are|meet(?:ing)? (?:me|you)?) at|office is at|you off at|enter on|address(?:es)?(?: is|:| with)|it is|it's in|here they are:|(?:sent?|ship(?:ped)?|deliver(?:ed)?|moved?|taxi|return) (?:\S+ ){0,6}?to|clubs on)[ \t]*\s{0,3}(${capital}(?:[ \t]${inner}){0,3}[ \t]+${house}(?![\p{L}\p{N}])(?:[ \t](?:${capital})){0,2}${tail})`, 'dgiu');
const placeBefore = /(?:lives? (?:on|at|in)|side of|located (?:at|in|on)|(?:is|are|meet(?:ing)? me|meet you|restaurant|be) (?:at|in)|you off at|enter on|refers to|address(?:es)?(?: is|:| with)?:?|\b(?:it is|it's|it's in)|they are:|(?:sen[dt]|ship(?:ped)?|deliver(?:ed)?|moved?|taxi|return|change|update)\b[^.?!\n]{0,40}\b(?:to|with)|^|\n[ \t?]*|, |user:)\s*$/iu;
const proof = new RegExp(String.raw`(?:${flat}|\n[ \t]*\p{Lu}[^\n]*\d{4,6}|,?[ \t]\p{Lu}{2}[ \t]\d{5})`, 'u');
const bothNumbers = new RegExp(String.raw`^${number}[ \t].*\p{L}[ \t]+${house}(?![\p{L}\p{N}])`, 'u');

/** Addresses that a street's kind in English does not give away: other countries', armed forces', corners, and numbers with names between. */
export function findStreets(text: string): Span[] {
  if (!/\d|corner of/.test(text)) return [];
  const spans = shapes.flatMap((shape) => [...text.matchAll(shape)].map(spanOf));
  for (const match of text.matchAll(placed)) if (!speaksOfThings(match[1]!)) spans.push({ start: match.indices![1]![0], end: match.indices![1]![1] });
  for (const match of text.matchAll(numbered)) {
    const before = text.slice(Math.max(0, match.index - 70), match.index);
    const span = wholeAddress(text, spanOf(match));
    const proven = proof.test(text.slice(span.start, span.end));
    if (!speaksOfThings(match[0]) && (proven || (bothNumbers.test(match[0]) && placeBefore.test(before)))) spans.push(span);
  }
  return spans.map((span) => wholeAddress(text, span)).filter(({ start }) => !/\border(?:\s+(?:number|no\.?|id))?\s*#?\s*$/i.test(text.slice(Math.max(0, start - 20), start)));
}

function spanOf(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].trimEnd().length };
}

/** "2 Ridgeline Tents", "10 January 2026" are no streets. */
function speaksOfThings(text: string): boolean {
  const words = text.split('\n')[0]!.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.some((one) => (shopWords.has(one) && !/^(?:suite|unit|flat|north|south|east|west|new|old|great|street|road|avenue|park|station|church|bridge|mountain|river|lake|house|city|town|county|hill|garden|black|royal|school|college|lane|box)$/.test(one)) || months.test(one));
}

const months = /^(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|am|pm|days?|weeks?|months?|years?|hours?|usd|eur|gbp)$/;
