import type { Database } from '@deskhand/kit/database.js';
import type { KnowledgeIndex } from '../decide/knowledge-index.js';
import { type Allowed, rankByVector } from '../decide/rank-passages.js';
import { candidatesEach, type Question } from '../decide/search-passages.js';

export interface CandidateQuery {
  readonly question: Question;
  readonly index: KnowledgeIndex;
  /** Rows of the document table that may answer. */
  readonly documents: readonly number[];
  readonly allowed: Allowed;
}

/** Ids of passages in two rankings, best first: by full text, by vector. */
export type Rankings = [byWords: number[], byVector: number[]];

// `offset 0` and `materialized`: casts are done once for a word or vector, and not once for each row that is looked at.
const byWordsSql = `
  select c.id from (select word, weight, quote_literal(word)::tsquery as query from unnest($1::text[], $2::float8[]) as a(word, weight) offset 0) asked
  join retrieval.chunk c on c.search @@ asked.query and c.document = any($3::int[])
  group by c.id
  order by sum(asked.weight * ts_rank('{0,0,0.33,1}', c.search, asked.query)) desc, c.id
  limit ${candidatesEach}`;

const byVectorSql = `
  with asked as materialized (select $4::text::vector as vector)
  select c.id from retrieval.chunk c, asked where c.document = any($3::int[])
  order by c.vector <=> asked.vector, c.id limit ${candidatesEach}`;

const bothSql = `select array(${byWordsSql}) as words, array(${byVectorSql}) as vectors`;
const wordsSql = `select array(${byWordsSql}) as words`;

/** Asks the database once for both rankings, or for the words alone where it has no vectors. */
export async function findCandidates(db: Database, hasVectors: boolean, { question, index, documents, allowed }: CandidateQuery): Promise<Rankings> {
  const asked = weighForms(question);
  const words = [asked.map(([word]) => word), asked.map(([, weight]) => weight), documents];
  if (!hasVectors) {
    const { words: byWords } = await ask<{ words: number[] }>(db, 'retrieval.words', wordsSql, words);
    return [byWords, rankByVector(question.vector, index, candidatesEach, allowed)];
  }
  const vector = `[${question.vector.join(',')}]`;
  const found = await ask<{ words: number[]; vectors: number[] }>(db, 'retrieval.both', bothSql, [...words, vector]);
  return [found.words, found.vectors];
}

/** By name: planning would cost as much as the search itself. */
async function ask<Row extends object>(db: Database, name: string, text: string, values: unknown[]): Promise<Row> {
  const { rows } = await db.pool.query<Row>({ name, text, values });
  return rows[0]!;
}

/** Each word that passages may use, with how much it tells; a form of several terms tells what its best term does. */
function weighForms({ terms }: Question): [string, number][] {
  const weights = new Map<string, number>();
  for (const { weight, forms } of terms) for (const [form, fit] of forms) weights.set(form, Math.max(weights.get(form) ?? 0, weight * fit));
  return [...weights];
}
