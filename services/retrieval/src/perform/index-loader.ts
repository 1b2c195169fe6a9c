import type { KnowledgeDocument } from '@deskhand/catalogue/catalogue.js';
import type { Database } from '@deskhand/kit/database.js';
import type { Logger } from '@deskhand/kit/logger.js';
import { createHash } from 'node:crypto';
import { embedQuestion } from '../decide/embed-question.js';
import { dimensions } from '../decide/embed-text.js';
import { enoughScore } from '../decide/enough-score.js';
import { inModelSpace } from '../decide/in-model-space.js';
import { buildIndex, type KnowledgeIndex } from '../decide/knowledge-index.js';
import { packWords } from '../decide/packed-words.js';
import { searchPassages, understand } from '../decide/search-passages.js';
import { unreadableScript } from '../decide/unreadable-script.js';
import { AddedDocuments, asKnowledge } from './added-documents.js';
import type { WordsIn } from './find-candidates.js';
import { type DocumentKey, KnowledgeStore } from './knowledge-store.js';
import type { ModelEmbedder } from './model-embedder.js';
import { pipelineOf } from './pipeline.js';
import { mostCompared, ProcessVectors } from './process-vectors.js';
import type { Searchable, ServedIndex } from './served-index.js';
import type { VectorSpace, VectorStore } from './vector-store.js';

/** Documents in one transaction: a large knowledge base fits into no single statement. */
const saveEach = 200;

interface Keyed {
  readonly document: KnowledgeDocument;
  readonly key: DocumentKey;
}

/** Brings the tables up to date with the documents, and makes of them what is searched. */
export class IndexLoader {
  readonly #store: KnowledgeStore;
  readonly #added: AddedDocuments;
  readonly #inProcess = new ProcessVectors();

  constructor(
    private readonly db: Database,
    private readonly logger: Logger,
    private readonly vectors: VectorStore,
    private readonly embedder: ModelEmbedder | null,
  ) {
    this.#store = new KnowledgeStore(db);
    this.#added = new AddedDocuments(db);
  }

  revision(): Promise<string> {
    return this.#added.revision();
  }

  /** Only documents that are new or changed are cut and embedded. @throws EmbeddingFailure with `withModel`, when the endpoint fails */
  async load(catalogue: readonly KnowledgeDocument[], withModel: boolean): Promise<ServedIndex> {
    const embedder = withModel ? this.embedder : null;
    const made = embedder && (await embedder.space());
    const pipeline = pipelineOf(made?.name ?? null);
    const revision = await this.#added.revision();
    const taken = new Set(catalogue.map(({ path }) => path));
    const added = (await this.#added.current()).map(asKnowledge).filter(({ path }) => !taken.has(path));
    const keyed = [...catalogue, ...added].map((document) => ({ document, key: keyOf(document, pipeline) }));
    const { ids, indexed } = await this.#bringUpToDate(keyed, embedder);
    const version = indexVersion(keyed);
    await this.#store.saveIndexVersion(version, [...ids.values()]);
    const passages = await this.#store.loadPassages([...ids.values()]);
    const words = buildIndex(version, passages);
    // The database's ranking takes longer with every passage that says a common word.
    const inWords = words.entries.size > mostCompared ? packWords(words) : this.db;
    const served = { manner: mannerOf(words), documents: byCategory(keyed, ids), revision };
    const fallback = byWords(words, { name: `deskhand-${pipelineOf(null)}`, kind: 'words', dimensions }, made ? this.#inProcess : this.vectors, inWords);
    const main = made && embedder ? byModel(words, passages, { name: `deskhand-${pipeline}`, kind: 'model', dimensions: made.dimensions }, this.vectors, inWords, embedder) : fallback;
    for (const { store, index, space } of new Set([main, fallback])) await store.hold(index, space);
    this.logger.info({ documents: keyed.length, indexed, passages: words.entries.size, indexVersion: version, vectors: made?.name ?? 'words', store: this.vectors.name }, 'the knowledge base is indexed');
    return { ...served, main, fallback: main === fallback ? null : fallback };
  }

  async #bringUpToDate(keyed: readonly Keyed[], embedder: ModelEmbedder | null): Promise<{ ids: Map<string, number>; indexed: number }> {
    const ids = await this.#store.findDocuments(keyed.map(({ key }) => key));
    const fresh = keyed.filter(({ key }) => !ids.has(key.path));
    for (let at = 0; at < fresh.length; at += saveEach)
      for (const [path, id] of await this.#store.saveDocuments(fresh.slice(at, at + saveEach), embedder)) ids.set(path, id);
    if (fresh.length > 0) await this.#store.analyze();
    for (const { document } of fresh) this.#warnOfScript(document);
    return { ids, indexed: fresh.length };
  }

  /** The catalogue's own documents are nobody's offer that could be refused: the desk starts, and says what nobody will find. */
  #warnOfScript({ path, body }: KnowledgeDocument): void {
    const script = unreadableScript(body);
    if (script) this.logger.warn({ path }, `this document is written in ${script}, which the search cannot cut into words: nobody will find it`);
  }
}

function byWords(index: KnowledgeIndex, space: VectorSpace, store: VectorStore, words: WordsIn): Searchable {
  return { index, space, store, words, vectorOf: async (question) => embedQuestion(question, index.vocabulary) };
}

function byModel(index: KnowledgeIndex, passages: readonly { id: number; modelVector?: Float32Array | null }[], space: VectorSpace, store: VectorStore, words: WordsIn, embedder: ModelEmbedder): Searchable {
  const vectors = new Map(passages.flatMap(({ id, modelVector }) => (modelVector ? [[id, modelVector] as const] : [])));
  return { index: inModelSpace(index, vectors), space, store, words, vectorOf: (question) => embedder.question(question, space.dimensions) };
}

function keyOf({ path, sha256 }: KnowledgeDocument, pipeline: string): DocumentKey {
  return { path: path.replace(/^knowledge\/|\.md$/g, ''), version: sha256.slice(0, 12), pipeline };
}

function mannerOf(index: KnowledgeIndex): string {
  const found = searchPassages(understand('My parcel is late and the jacket in it damagd: can I send it back, and when is my money refunded?', index), index);
  const bounds = [1, 2, 3, 4, 5].map(enoughScore);
  return hash(JSON.stringify([bounds, found.map(({ entry, score }) => [entry.documentId, entry.chunkIndex, score])]));
}

function indexVersion(keyed: readonly Keyed[]): string {
  return hash(JSON.stringify(keyed.map(({ key: { path, version, pipeline } }) => [path, version, pipeline]).sort()));
}

function byCategory(keyed: readonly Keyed[], ids: ReadonlyMap<string, number>): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  for (const { document, key } of keyed) {
    const same = rows.get(document.category);
    if (same) same.push(ids.get(key.path)!);
    else rows.set(document.category, [ids.get(key.path)!]);
  }
  return rows;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
