import type { Grounding } from '@deskhand/contracts/gen/events/deskhand/retrieval/v1/events.js';
import type { Knowledge } from './knowledge.js';

/** Passages that an answer may use (B80). */
const kept = 3;

/** Searches for a turn. */
export class Grounder {
  constructor(private readonly knowledge: Knowledge) {}

  /** What small talk is answered with. */
  nothing(): Grounding {
    return { passages: [], enough: false, unfiltered: false, indexVersion: this.knowledge.indexVersion, query: '' };
  }

  /** In the intent's categories first; in all documents when those do not answer. */
  async ground(query: string, categories: readonly string[]): Promise<Grounding> {
    if (categories.length === 0) return this.groundAnywhere(query);
    const found = await this.knowledge.search(query, { categories, limit: kept });
    if (found.enough) return { ...found, unfiltered: false, indexVersion: this.knowledge.indexVersion, query };
    const anywhere = await this.groundAnywhere(query);
    return anywhere.enough || found.passages.length === 0 ? anywhere : { ...anywhere, passages: found.passages };
  }

  async groundAnywhere(query: string): Promise<Grounding> {
    const found = await this.knowledge.search(query, { categories: [], limit: kept });
    return { ...found, unfiltered: true, indexVersion: this.knowledge.indexVersion, query };
  }
}
