import type { CheckedDocument, Finding } from './finding.js';
import { type Claim, readClaims } from './read-claims.js';

/** How much of what two sentences are about must be the same, rare words counting more. */
const sameMatter = 0.55;

/** Pairs of documents that say different figures of the same thing. */
export function findContradictions(documents: readonly CheckedDocument[]): Finding[] {
  const claims = documents.flatMap(readClaims);
  const rarity = rarityOf(claims);
  const found = new Map<string, { finding: Finding; nearness: number }>();
  for (const [at, one] of claims.entries())
    for (const other of claims.slice(at + 1)) {
      if (one.documentId === other.documentId || one.unit !== other.unit || agree(one, other)) continue;
      const nearness = likeness(one.words, other.words, rarity);
      const key = [one.documentId, other.documentId].join('\n');
      if (nearness >= sameMatter && nearness > (found.get(key)?.nearness ?? 0)) found.set(key, { finding: describe(one, other), nearness });
    }
  return [...found.values()].sort((one, other) => other.nearness - one.nearness).map(({ finding }) => finding);
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
