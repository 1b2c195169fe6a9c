import { nameLists } from './name-lists.js';
import type { Span } from './span.js';

const gap = String.raw`(?:\s*,)?(?:[ \t]+|[ \t]*(?:\r?\n[ \t?]*){1,2}(?:,[ \t]*)?)`;
const flat = String.raw`(?:${gap}(?:apt|apartment|suite|ste|unit|flat|floor|room)\.?[ \t]?#?\w{1,6})`;
const town = String.raw`${gap}\p{Lu}[\p{L}\p{M}'’.()∆-]*(?:[ \t](?:\p{Lu}[\p{L}\p{M}'’.-]*|de|del|di|la|le|nad|na|upon|am|an der|\(\p{Lu}\p{L}+\))){0,3}`;
const flats = new RegExp(`^${flat}{1,2}`, 'iu');
const coded = new RegExp(String.raw`^(?:${town}){1,2}(?:${gap}(?:nan,?|\p{Lu}{2}))?(?:${gap}\p{Lu}[\p{L}]+)?(?:\s*,)?\s+\d{4,6}(?:-\d{4})?(?![\p{L}\p{N}])`, 'u');
const towns = new RegExp(`^${town}(?:${town})?`, 'u');

/** The street with what belongs to it: a number before; flat, town, state, code and country behind. */
export function wholeAddress(text: string, { start, end }: Span): Span {
  const lead = /(?<![\p{L}\p{N}_#$€£.,-])\d{3,5} $/u.exec(text.slice(Math.max(0, start - 8), start));
  const from = lead && !/(?:order|number|no\.?|id|#)\s*\d+ $/i.test(text.slice(Math.max(0, start - 20), start)) ? start - lead[0].length : start;
  const behind = end + (flats.exec(text.slice(end, end + 40))?.[0].length ?? 0);
  const rest = text.slice(behind, behind + 110);
  const more = coded.exec(rest)?.[0] ?? namedTowns(rest);
  return { start: from, end: behind + (more?.length ?? 0) };
}

/** Without a code only what ends in a country or a known town. */
function namedTowns(rest: string): string | undefined {
  const found = towns.exec(rest)?.[0];
  if (!found) return undefined;
  const last = found.toLowerCase().match(/[\p{L}\p{M}'’ -]+$/u)?.[0].trim() ?? '';
  const { places } = nameLists();
  const words = last.split(' ');
  return words.some((_, at) => places.has(words.slice(at).join(' '))) ? found : undefined;
}
