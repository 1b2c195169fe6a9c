import type { Catalogue } from './catalogue.js';
import type { EscalationCode } from './escalation-codes.js';
import { type ReplyKey, type ReplyValues, teamPrefix } from './reply-keys.js';

const placeholder = /\{([A-Za-z][A-Za-z0-9]*)\}/g;

/** The placeholders that a text still has. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(placeholder)].map(([, name = '']) => name);
}

/** Puts values in place of `{names}` and leaves the names it has no value for. A value is never searched for further names. */
export function fillPlaceholders(text: string, values: Readonly<Record<string, string | undefined>>): string {
  return text.replace(placeholder, (hole, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? hole) : hole));
}

/**
 * The desk's fixed words for a key with the values filled in. Throws when the key is unknown or a value is missing or blank:
 * no text with a hole in it can ever be sent.
 */
export function say<K extends ReplyKey>(replies: Catalogue['replies'], key: K, ...[values]: keyof ReplyValues<K> extends never ? [values?: {}] : [values: ReplyValues<K>]): string {
  return fill(replies, key, values ?? {});
}

/** What a customer is told when a person of this queue takes over. */
export function sayHandoff(replies: Catalogue['replies'], code: EscalationCode, queue: string): string {
  const teamKey = Object.hasOwn(replies, teamPrefix + queue) ? teamPrefix + queue : `${teamPrefix}support`;
  return fill(replies, `handoff.${code}`, { team: fill(replies, teamKey, {}) });
}

function fill(replies: Catalogue['replies'], key: string, values: Readonly<Record<string, string>>): string {
  const text = Object.hasOwn(replies, key) ? replies[key] : undefined;
  if (text === undefined) throw new Error(`no reply has the key "${key}"`);
  const missing = placeholdersOf(text).filter((name) => !Object.hasOwn(values, name) || !values[name]?.trim());
  if (missing.length > 0) throw new Error(`the reply "${key}" lacks a value for {${missing.join('}, {')}}`);
  return fillPlaceholders(text, values);
}
