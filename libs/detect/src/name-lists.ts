import { allLocales, type LocaleDefinition } from '@faker-js/faker';
import { nameWords } from './name-words.js';
import { shopWords } from './shop-words.js';

export interface NameLists {
  /** All in small letters, single words of two letters or more. */
  given: ReadonlySet<string>;
  surnames: ReadonlySet<string>;
  /** Towns and countries, perhaps of several words. */
  places: ReadonlySet<string>;
  /** Countries and states among them: never people. */
  countries: ReadonlySet<string>;
  /** English words that a sentence may begin with. */
  ordinary: ReadonlySet<string>;
}

let lists: NameLists | undefined;

/** Names and towns of some seventy languages, read once. */
export function nameLists(): NameLists {
  return (lists ??= readLists());
}

function readLists(): NameLists {
  const locales: LocaleDefinition[] = Object.values(allLocales);
  const english = allLocales.en;
  const wordLists = [english.word, english.commerce, english.color, english.food, english.company, english.finance, english.hacker, english.person?.job_area, english.person?.job_type, english.person?.job_descriptor];
  const ordinary = new Set([...nameWords, ...shopWords]);
  const given = wordsOf(locales.map(({ person }) => person?.first_name));
  const surnames = wordsOf(locales.map(({ person }) => person?.last_name));
  for (const word of wordsOf(wordLists)) if (!given.has(word)) ordinary.add(word);
  const small = (tree: unknown) => stringsOf(tree).map((place) => place.toLowerCase());
  const countries = new Set(small([locales.map(({ location }) => location?.country), english.location?.state]));
  const places = new Set([...countries, ...small(locales.map(({ location }) => [location?.city_name, location?.state]))]);
  return { given, surnames, places, countries, ordinary };
}

function wordsOf(tree: unknown): Set<string> {
  return new Set(stringsOf(tree).flatMap((text) => text.toLowerCase().match(/[\p{L}'’-]{2,}/gu) ?? []));
}

function stringsOf(tree: unknown): string[] {
  if (typeof tree === 'string') return [tree];
  return tree && typeof tree === 'object' ? Object.values(tree).flatMap(stringsOf) : [];
}
