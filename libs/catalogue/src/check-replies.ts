import type { Fault } from './catalogue.js';
import { didYouMean } from './did-you-mean.js';
import type { YamlFile } from './parse-yaml-file.js';
import type { RepliesFile } from './replies.js';
import { replyKeys, shopPlaceholders, teamPrefix } from './reply-keys.js';
import { placeholdersOf } from './reply.js';

const placeholdersByKey = new Map<string, readonly string[]>(Object.entries(replyKeys));

/** Every key that the desk speaks with is there, no other, and no text asks for a value that nobody gives. */
export function checkReplies(file: YamlFile<RepliesFile>, queues: Iterable<string>): Fault[] {
  if (!file.value) return [];
  const entries = Object.entries(file.value).flatMap(([group, texts]) => Object.entries(texts).map(([key, text]) => ({ path: [group, key], text })));
  const wanted = [...placeholdersByKey.keys(), ...[...new Set(queues)].map((queue) => teamPrefix + queue)];
  const present = new Set(entries.map(({ path }) => path.join('.')));
  return [
    ...wanted.filter((key) => !present.has(key)).map((key) => missingKey(file, key)),
    ...entries.flatMap(({ path, text }) => checkEntry(file, path, text)),
  ];
}

function missingKey(file: YamlFile<RepliesFile>, key: string): Fault {
  const hint = key.startsWith(teamPrefix) ? `Add it: what customers call the people of this queue.` : `Add it; ${usable(placeholdersByKey.get(key) ?? [])}`;
  return { file: file.path, line: file.lineOf(key.split('.').slice(0, 1)), message: `the reply "${key}" is missing`, hint };
}

function checkEntry(file: YamlFile<RepliesFile>, path: string[], text: string): Fault[] {
  const key = path.join('.');
  const line = file.lineOf(path);
  const own = key.startsWith(teamPrefix) ? [] : placeholdersByKey.get(key);
  if (!own) {
    const meant = didYouMean(key, [...placeholdersByKey.keys()]);
    return [{ file: file.path, line, message: `unknown reply "${key}"`, hint: meant ? `Did you mean "${meant}"?` : 'Remove it: nothing ever says it.' }];
  }
  const allowed = [...own, ...shopPlaceholders];
  return [
    ...placeholdersOf(text)
      .filter((name) => !allowed.includes(name))
      .map((name) => ({ file: file.path, line, message: `the reply "${key}" uses the unknown placeholder {${name}}`, hint: usable(own) })),
    ...strayBraces(text).map((brace) => ({ file: file.path, line, message: `the reply "${key}" has a stray ${brace}`, hint: 'A placeholder is a name in one pair of braces: {orderId}.' })),
  ];
}

function strayBraces(text: string): string[] {
  return text.replace(/\{[A-Za-z][A-Za-z0-9]*\}/g, '').match(/[{}]/g)?.slice(0, 1) ?? [];
}

function usable(own: readonly string[]): string {
  return `it may use {${[...own, ...shopPlaceholders].join('}, {')}}.`;
}
