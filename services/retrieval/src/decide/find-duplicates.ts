import type { CheckedDocument, Finding } from './finding.js';

const sameShare = 0.8;
const window = 4;

/** Pairs of documents that say nearly the same in the same words. */
export function findDuplicates(documents: readonly CheckedDocument[]): Finding[] {
  const read = documents.map(({ id, body }) => ({ id, runs: runsOf(body) }));
  const sayers = new Map<string, number[]>();
  for (const [at, { runs }] of read.entries())
    for (const run of runs) {
      const said = sayers.get(run);
      if (said) said.push(at);
      else sayers.set(run, [at]);
    }
  return read.flatMap((one, at) => {
    // Of two that are nearly the same, one more run than may differ is enough to meet the other.
    const followed = [...one.runs].slice(0, Math.floor(one.runs.size * (1 - sameShare)) + 1);
    const near = new Set(followed.flatMap((run) => sayers.get(run)!.filter((other) => other > at)));
    return [...near].filter((other) => share(one.runs, read[other]!.runs) >= sameShare).map((other) => describe(one.id, read[other]!.id));
  });
}

function describe(one: string, other: string): Finding {
  return { kind: 'duplicate', documents: [one, other], message: `${one} and ${other} say the same: remove one, or an edit of the other will contradict it.` };
}

/** Every run of four words. */
function runsOf(body: string): ReadonlySet<string> {
  const words = body.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const runs = words.slice(0, Math.max(1, words.length - window + 1)).map((_, at) => words.slice(at, at + window).join(' '));
  return new Set(runs);
}

function share(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  if (small.size < large.size * sameShare) return 0;
  const shared = [...small].filter((run) => large.has(run)).length;
  return shared / (small.size + large.size - shared);
}
