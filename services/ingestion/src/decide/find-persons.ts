import { spanOf, type PersonalSpan } from './personal-span.js';

const name = String.raw`\p{Lu}[\p{L}'’-]+(?:\s(?:\p{Lu}\.?|\p{Lu}[\p{L}'’-]+|(?:van|von|de|da|del|der|di|la|le|bin|al)(?=\s))){0,3}`;
const oneWord = String.raw`\p{L}[\p{L}'’-]+`;
const introduced = new RegExp(String.raw`\b(?:[Mm]y (?:full |last |first |sur)?name(?:'s| is|:)|MY NAME IS|[Tt]his is)\s+(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?\s)?(${name})(?=$|[^\p{L}\p{N}])`, 'dgu');
const introducedSmall = new RegExp(String.raw`\bmy name(?:'s| is)\s+(?!(?:on|not|in|the|a|an|spelled|misspelled|spelt|wrong|incorrect|missing|already|still|under|different|now|also|registered|listed|and|as|it|but|there|being)\b)(${oneWord})(?=\s*(?:$|[.,;:!?\n-]|and\b|but\b|from\b))`, 'dgiu');
const calledMyself = new RegExp(String.raw`\b(?:I'm|I’m|I am)\s+(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?\s)?(${name.replace('{0,3}', '{1,3}')})(?=$|[^\p{L}\p{N}])`, 'dgu');
const labelled = new RegExp(String.raw`(?:^|\n)[ \t]*(?:Full |Customer |Contact )?[Nn]ame[ \t]*:[ \t]*(${name})(?=[ \t]*(?:$|\r?\n|,))`, 'dgu');
const signed = new RegExp(String.raw`(?:^|\n)[ \t]*(?:(?:Many |Kind |Best |Warm )?(?:Thanks|Thank you|[Rr]egards|[Ww]ishes)|Sincerely|Cheers|Best|Yours(?: truly| sincerely)?)[ \t]*[,!.]?[ \t]*\r?\n(?:[ \t]*\r?\n)?[ \t]*(${name})[ \t]*$`, 'dgu');
/** Capitalised words that follow "I'm", "this is" and the like and name no one. */
const notNames = /^(?:Mr|Mrs|Ms|Dr|The|A|An|My|Your|Our|Not|Very|So|Just|About|For|In|On|To|It|Ridiculous|Unacceptable|Outrageous|Terrible|Horrible|Awful|Disgusting|Pathetic|Urgent|Important|Great|Wrong|Broken|Furious|Angry|Fraud|Theft|Absolutely|Still|Really|Bad|Good|What|Why|How|When|Where|Order|Regarding|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|American|British|Canadian|German|French|Italian|Spanish|English|AI|OK)(?![\p{L}])/u;

/** Names where the text or the submission says that they are names; others are left to later. */
export function findPersons(text: string, customerName: string | undefined): PersonalSpan[] {
  const found = customerName ? occurrences(text, customerName) : [];
  for (const pattern of [introduced, introducedSmall, calledMyself, labelled, signed])
    for (const match of text.matchAll(pattern)) if (!notNames.test(match[1]!) && !isShouted(match)) found.push(spanOf(match, 'person', 1));
  return found;
}

/** "This is RIDICULOUS" introduces nobody; "MY NAME IS ADA" does. */
function isShouted([whole, said]: RegExpMatchArray): boolean {
  return /^(?:this is|I'm|I’m|I am)\b/iu.test(whole) && !/\p{Ll}/u.test(said!);
}

/** The whole name in any case; its parts only as they are written, since many names are words as well. */
function occurrences(text: string, customerName: string): PersonalSpan[] {
  const whole = customerName.trim().replace(/\s+/g, ' ');
  const parts = whole.split(' ').filter((part) => /^\p{Lu}\p{L}[\p{L}'’-]*$/u.test(part));
  if (!/\p{L}{2}/u.test(whole) || whole.length > 100) return [];
  const spans = (written: string, flags: string) =>
    [...text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${literal(written)}(?![\\p{L}\\p{N}])`, flags))].map((match) => spanOf(match, 'person'));
  return [...spans(whole, 'dgiu'), ...parts.flatMap((part) => spans(part, 'dgu'))];
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
