import { spanOf, type PersonalSpan } from './personal-span.js';

const dashed = /(?<![\p{L}\p{N}_.-])(?!000)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\p{L}\p{N}_]|-\d)/dgu;
const labelled = /\b(?:ssn|social security(?: number| no\.?| num)?)\b[^\d\n]{0,20}(\d{3}[ .-]?\d{2}[ .-]?\d{4})(?!\d)/dgi;

/** US social security numbers: with dashes by their shape, otherwise where the text calls them so. */
export function findSocialSecurityNumbers(text: string): PersonalSpan[] {
  const found = [...text.matchAll(dashed)].map((match) => spanOf(match, 'ssn'));
  for (const match of text.matchAll(labelled)) found.push(spanOf(match, 'ssn', 1));
  return found;
}
