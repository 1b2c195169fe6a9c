import type { KnowledgeIndex } from './knowledge-index.js';
import type { Term } from './read-question.js';
import { scoreWeights } from './score-passage.js';

/** Who says a word, and how much: passages by their place in `ids`. */
interface Posting {
  readonly rows: Int32Array;
  readonly said: Float32Array;
}

/** The words of a large index side by side in memory. */
export interface PackedWords {
  readonly ids: readonly number[];
  readonly postings: ReadonlyMap<string, Posting>;
  /** Number of each passage's category. */
  readonly categoryOf: Uint16Array;
  readonly categories: ReadonlyMap<string, number>;
  /** Written anew by each search: what is allocated for a hundred thousand rows has to be collected again. */
  readonly scores: Float32Array;
  readonly best: Float32Array;
}

export function packWords({ entries, postings }: KnowledgeIndex): PackedWords {
  const all = [...entries.values()];
  const rowOf = new Map(all.map(({ id }, row) => [id, row]));
  const categories = new Map<string, number>();
  for (const { category } of all) if (!categories.has(category)) categories.set(category, categories.size);
  const packed = [...postings].map(([word, saying]): [string, Posting] => {
    const said = saying.map(({ heading, body }) => scoreWeights.heading * (heading.get(word) ?? 0) + (body.get(word) ?? 0));
    return [word, { rows: Int32Array.from(saying, ({ id }) => rowOf.get(id)!), said: Float32Array.from(said) }];
  });
  return { ids: all.map(({ id }) => id), postings: new Map(packed), categoryOf: Uint16Array.from(all, ({ category }) => categories.get(category)!), categories, scores: new Float32Array(all.length), best: new Float32Array(all.length) };
}

/** The same ranking as `rankByWords`. No category: all of them. */
export function rankPackedWords(terms: readonly Term[], packed: PackedWords, wanted: ReadonlySet<string>, most: number): number[] {
  const { ids, categoryOf, categories, scores, best } = packed;
  scores.fill(0);
  for (const term of terms) addTerm(term, packed, scores, best);
  const isWanted = Uint8Array.from([...categories.keys()], (category) => (wanted.size === 0 || wanted.has(category) ? 1 : 0));
  const kept: number[] = [];
  let least = 0;
  for (let row = 0; row < scores.length; row++) {
    if (scores[row]! <= least || isWanted[categoryOf[row]!] === 0) continue;
    kept.push(row);
    // Cut now and then, so that little is sorted.
    if (kept.length >= most * 8) least = scores[cutTo(kept, scores, ids, most).at(-1)!]!;
  }
  return cutTo(kept, scores, ids, most).map((row) => ids[row]!);
}

/** A passage that says a term in several forms counts the best of them. */
function addTerm({ weight, forms }: Term, { postings }: PackedWords, scores: Float32Array, best: Float32Array): void {
  for (const [form, fit] of forms) {
    const posting = postings.get(form);
    if (!posting) continue;
    const { rows, said } = posting;
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]!;
      const fitting = fit * said[at]!;
      const value = (weight * fitting) / (fitting + scoreWeights.saturation);
      if (value <= best[row]!) continue;
      scores[row]! += value - best[row]!;
      best[row] = value;
    }
  }
  for (const form of forms.keys()) for (const row of postings.get(form)?.rows ?? []) best[row] = 0;
}

function cutTo(rows: number[], scores: Float32Array, ids: readonly number[], most: number): number[] {
  rows.sort((one, other) => scores[other]! - scores[one]! || ids[one]! - ids[other]!);
  rows.length = Math.min(rows.length, most);
  return rows;
}
