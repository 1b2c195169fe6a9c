import type { Database } from '@deskhand/kit/database.js';
import { type PackedWords, rankPackedWords } from '../decide/packed-words.js';
import type { Term } from '../decide/read-question.js';
import { candidatesEach } from '../decide/search-passages.js';
import type { NearestQuery, VectorStore } from './vector-store.js';

/** Ids of passages in two rankings, best first: by full text, by vector. */
export type Rankings = [byWords: number[], byVector: number[]];

// `offset 0`: casts are done once for a word, and not once for each row that is looked at.
const byWordsSql = `
  select c.id from (select word, weight, quote_literal(word)::tsquery as query from unnest($1::text[], $2::float8[]) as a(word, weight) offset 0) asked
  join retrieval.chunk c on c.search @@ asked.query and c.document = any($3::int[])
  group by c.id
  order by sum(asked.weight * ts_rank('{0,0,0.33,1}', c.search, asked.query)) desc, c.id
  limit ${candidatesEach}`;

/** Where the words are searched: packed in memory, or in the database. */
export type WordsIn = PackedWords | Database;

/** Both rankings at once. */
export function findCandidates(words: WordsIn, store: VectorStore, terms: readonly Term[], query: Omit<NearestQuery, 'most'>): Promise<Rankings> {
  const byWords = 'pool' in words ? askForWords(words, terms, query.documents) : rankPackedWords(terms, words, query.categories, candidatesEach);
  return Promise.all([byWords, store.nearest({ ...query, most: candidatesEach })]);
}

/** By name: planning would cost as much as the search itself. */
async function askForWords(db: Database, terms: readonly Term[], documents: readonly number[]): Promise<number[]> {
  const asked = weighForms(terms);
  const values = [asked.map(([word]) => word), asked.map(([, weight]) => weight), documents];
  const { rows } = await db.pool.query<{ id: number }>({ name: 'retrieval.words', text: byWordsSql, values });
  return rows.map(({ id }) => id);
}

/** Each word that passages may use, with how much it tells; a form of several terms tells what its best term does. */
function weighForms(terms: readonly Term[]): [string, number][] {
  const weights = new Map<string, number>();
  for (const { weight, forms } of terms) for (const [form, fit] of forms) weights.set(form, Math.max(weights.get(form) ?? 0, weight * fit));
  return [...weights];
}
