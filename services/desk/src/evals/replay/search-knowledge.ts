import type { KnowledgeDocument } from '@deskhand/catalogue/catalogue.js';
import { chunkDocument } from '@deskhand/retrieval/decide/chunk-document.js';
import { embedPassage } from '@deskhand/retrieval/decide/embed-text.js';
import { buildIndex, type KnowledgeIndex } from '@deskhand/retrieval/decide/knowledge-index.js';
import { type Found, pickPassages } from '@deskhand/retrieval/decide/pick-passages.js';
import { searchPassages, understand } from '@deskhand/retrieval/decide/search-passages.js';

export interface SearchScope {
  readonly categories: readonly string[];
  readonly limit: number;
}

/** A catalogue's documents, searched in memory; indexed when the first question comes. */
export class SearchedKnowledge {
  readonly indexVersion = 'replay';
  /** Searches made: none of these came from the record. */
  searches = 0;
  #index: KnowledgeIndex | undefined;

  constructor(private readonly documents: readonly KnowledgeDocument[]) {}

  search(query: string, { categories, limit }: SearchScope): Promise<Found> {
    this.searches++;
    this.#index ??= indexOf(this.documents);
    const question = understand(query, this.#index);
    if (question.terms.length === 0) return Promise.resolve({ passages: [], enough: false });
    const wanted = new Set(categories);
    const allowed = ({ category }: { category: string }) => wanted.size === 0 || wanted.has(category);
    return Promise.resolve(pickPassages(searchPassages(question, this.#index, allowed), limit, question.terms.length));
  }
}

function indexOf(documents: readonly KnowledgeDocument[]): KnowledgeIndex {
  let id = 0;
  const passages = documents.flatMap(({ path, title, category, updated, sha256, body }) => {
    const documentId = path.replace(/^knowledge\/|\.md$/g, '');
    return chunkDocument({ title, body }).map(({ section, text, index }) => ({ id: id++, documentId, title, section, text, category, version: sha256.slice(0, 12), updated, chunkIndex: index }));
  });
  return buildIndex('replay', passages.map((passage) => ({ ...passage, vector: embedPassage(passage) })));
}
