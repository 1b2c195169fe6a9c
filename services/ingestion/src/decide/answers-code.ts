import { codePlaceholder, findCodes, hideCodes } from './find-codes.js';

/** Whether a message is written as the answer to "type the code": it says so, or says next to nothing besides a six-digit number. */
export function answersCode(text: string): boolean {
  const codes = findCodes(text);
  if (codes.length === 0) return false;
  return isCodeOnly(hideCodes(text, codes)) || (/\b(?:code|passcode|pin)\b/i.test(text) && !/\b(?:zip|postal|post|discount|promo|voucher|coupon|error) ?-?code\b/i.test(text));
}

/** Nothing in it but a code (its placeholder) and polite words: it asks for nothing of its own. */
export function isCodeOnly(text: string): boolean {
  const rest = text.replaceAll(codePlaceholder, ' ');
  if (rest === text) return false;
  return rest.split(/[^\p{L}’']+/u).every((word) => polite.has(word.toLowerCase().replaceAll('’', "'")));
}

const polite = new Set(
  `${''} it it's its is the this that that's here here's you go are thanks thank thx please pls ok okay yes hi hello hey so and my a i got one now code passcode
   one-time onetime time pin number was sent received says mail mailed email e from in by sorry again there try enter entered typed verification security cheers`
    .split(/\s+/)
    .concat(''),
);

/** "I didn't get it", "send me a new code": what was mailed is given up and a new one offered. */
export function asksForCode(text: string): boolean {
  return /\b(?:new|another|fresh|different|re-?send|send)\b.{0,30}\bcode\b|\bcode\b.{0,40}\b(?:again|expired|run out|ran out|not (?:arrive|come|here|received)|never (?:arrived|came)|hasn'?t|haven'?t|didn'?t|lost)|\b(?:didn'?t|haven'?t|did not|have not|never) (?:get|got|gotten|receive|received|seen?)\b.{0,20}\bcode\b/i.test(text);
}
