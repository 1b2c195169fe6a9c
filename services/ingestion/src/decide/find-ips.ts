import { spanOf, type PersonalSpan } from './personal-span.js';

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const four = new RegExp(`(?<![\\p{L}\\p{N}_.-])(?:${octet}\\.){3}${octet}(?![\\p{L}\\p{N}_-]|\\.\\d)`, 'dgu');
const versionBefore = /\b(?:v|ver|version|firmware|release|build)\.?\s*$/i;
const six = /(?<![\p{L}\p{N}_.:])[0-9a-f:]{2,39}(?::\d{1,3}(?:\.\d{1,3}){3})?(?![\p{L}\p{N}_]|:[\p{L}\p{N}])/dgiu;

/** Internet addresses of both versions; a software's version number is none. */
export function findIps(text: string): PersonalSpan[] {
  const found: PersonalSpan[] = [];
  if (/\d\.\d/.test(text))
    for (const match of text.matchAll(four))
      if (!versionBefore.test(text.slice(Math.max(0, match.index - 12), match.index))) found.push(spanOf(match, 'ip'));
  if (/[0-9a-f]:|::/i.test(text)) for (const match of text.matchAll(six)) if (isVersionSix(match[0])) found.push(spanOf(match, 'ip'));
  return found;
}

/** Eight groups, or fewer around one `::`. Times and MAC addresses have neither. */
function isVersionSix(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2 || !/\d/.test(text)) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? groups.length <= 7 && text.length > 2 : groups.length === 8;
}
