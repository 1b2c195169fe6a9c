/** What stands where a text was. */
export const erasedText = '[erased]';

/** Members whose texts are words of the desk: closed sets, names of people who work here, versions, titles of documents. */
const kept = new Set(
  `action agent at banned by category channel code costUsd currency customerSentiment decidedBy event failure fingerprint from heldBy id idempotencyKey identityNote inReplyTo
   intent kind lane language lastWord level model otherIntents outcome previousState queue reference resolvedBy rules section sentiment settles sha256 silence smallTalk source
   state status tier title tool topic unassigned updated value verdict wishes`.split(/\s+/),
);
/** In these a customer's or a shop's words may have any name: only ids, money and codes are kept. */
const loose = new Set(['arguments', 'basis', 'result', 'known', 'entities', 'toolResults']);
const keptInLoose = new Set(['code', 'currency', 'kind', 'status', 'tool', 'value', 'at', 'idempotencyKey']);

/**
 * A copy of an event or of facts without anything that a customer wrote, was told, or is known by. Ids, times, figures and the desk's own words
 * stay, so that it can still be read, counted and projected. A member that nobody has thought about is erased.
 */
export function eraseTexts<T>(value: T): T {
  return walk(value, '', 'plain') as T;
}

type Place = 'plain' | 'loose' | 'private';

function walk(value: unknown, name: string, place: Place): unknown {
  if (typeof value === 'string') return value === '' || isKept(name, place) ? value : erasedText;
  if (Array.isArray(value)) return value.map((member) => walk(member, name, place));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, walk(inner, member, placeOf(member, place))]));
}

function placeOf(member: string, place: Place): Place {
  if (place === 'private' || member === 'metadata') return 'private';
  return place === 'loose' || loose.has(member) ? 'loose' : 'plain';
}

function isKept(name: string, place: Place): boolean {
  if (place === 'private' || name === 'customerId') return false;
  if (place === 'loose') return keptInLoose.has(name) || /(?:Id|Ids|At)$/.test(name);
  return kept.has(name) || /(?:Id|Ids|At|Version|Code|Level)$/.test(name);
}
