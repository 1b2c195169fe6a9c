import type { CheckedDocument, Finding } from './finding.js';
import { type Claim, readClaims } from './read-claims.js';

/** How much of what two sentences are about must be the same, rare words counting more. */
const sameMatter = 0.55;

/** Pairs of documents that say different figures of the same thing. */
export function findContradictions(documents: readonly CheckedDocument[]): Finding[] {
  const claims = documents.flatMap(readClaims);
  const rarity = rarityOf(claims);
  const candidates = candidatesOf(claims, rarity);
  const found = new Map<string, { finding: Finding; nearness: number }>();
  for (const [at, one] of claims.entries())
    for (const other of candidates[at]!) {
      if (one.documentId === other.documentId || one.unit !== other.unit || agree(one, other)) continue;
      const nearness = likeness(one.words, other.words, rarity);
      const key = [one.documentId, other.documentId].join('\n');
      if (nearness >= sameMatter && nearness > (found.get(key)?.nearness ?? 0)) found.set(key, { finding: describe(one, other), nearness });
    }
  return [...found.values()].sort((one, other) => other.nearness - one.nearness).map(({ finding }) => finding);
}

/**
 * For each claim those after it that may be about the same. Two that are share at least one of the rare words that make up what
 * may differ, so only those words are followed: comparing all with all would take minutes in a large knowledge base.
 */
function candidatesOf(claims: readonly Claim[], rarity: (word: string) => number): Claim[][] {
  const sayers = new Map<string, number[]>();
  for (const [at, { words }] of claims.entries())
    for (const word of words) {
      const said = sayers.get(word);
      if (said) said.push(at);
      else sayers.set(word, [at]);
    }
  return claims.map(({ words }, at) => {
    const near = new Set(tellingWords(words, rarity).flatMap((word) => sayers.get(word)!.filter((other) => other > at)));
    return [...near].map((other) => claims[other]!);
  });
}

/** The rarest words, just more than what may differ. */
function tellingWords(words: ReadonlySet<string>, rarity: (word: string) => number): string[] {
  const byRarity = [...words].sort((one, other) => rarity(other) - rarity(one));
  const mayDiffer = (1 - sameMatter) * byRarity.reduce((sum, word) => sum + rarity(word), 0);
  let sum = 0;
  return byRarity.filter((word) => {
    const isNeeded = sum <= mayDiffer;
    sum += rarity(word);
    return isNeeded;
  });
}

function agree(one: Claim, other: Claim): boolean {
  return [...one.values].some((value) => other.values.has(value));
}

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>, rarity: (word: string) => number): number {
  const sum = (words: Iterable<string>) => [...words].reduce((total, word) => total + rarity(word), 0);
  return sum([...one].filter((word) => other.has(word))) / Math.max(1e-9, sum(new Set([...one, ...other])));
}

function rarityOf(claims: readonly Claim[]): (word: string) => number {
  const said = new Map<string, number>();
  for (const { words } of claims) for (const word of words) said.set(word, (said.get(word) ?? 0) + 1);
  return (word) => Math.log(1 + (claims.length + 1) / (said.get(word) ?? 1));
}

function describe(one: Claim, other: Claim): Finding {
  return {
    kind: 'contradiction',
    documents: [one.documentId, other.documentId],
    message: `${one.documentId} says "${one.sentence}", ${other.documentId} says "${other.sentence}": keep the right one.`,
  };
}
