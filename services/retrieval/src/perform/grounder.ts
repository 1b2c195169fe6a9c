import type { Grounding } from '@deskhand/contracts/gen/events/deskhand/retrieval/v1/events.js';
import type { Knowledge } from './knowledge.js';

/** Passages that an answer may use (B80). */
const kept = 3;
/** How much better another category's best passage has to be: "how much does shipping cost" is a question about products for a classifier, and for the shop one about shipping. */
const clearlyBetter = 0.1;

/** Searches for a turn. */
export class Grounder {
  constructor(private readonly knowledge: Knowledge) {}

  /** What small talk is answered with. */
  nothing(): Grounding {
    return { passages: [], enough: false, unfiltered: false, indexVersion: this.knowledge.indexVersion, query: '' };
  }

  /** In the intent's categories; in all documents when those do not answer, or others clearly answer better. */
  async ground(query: string, categories: readonly string[]): Promise<Grounding> {
    if (categories.length === 0) return this.groundAnywhere(query);
    const [found, anywhere] = await Promise.all([this.knowledge.search(query, { categories, limit: kept }), this.groundAnywhere(query)]);
    const isBest = found.enough && found.passages[0]!.score >= anywhere.passages[0]!.score - clearlyBetter;
    if (isBest) return { ...found, unfiltered: false, indexVersion: this.knowledge.indexVersion, query };
    return anywhere.enough || found.passages.length === 0 ? anywhere : { ...anywhere, passages: found.passages };
  }

  async groundAnywhere(query: string): Promise<Grounding> {
    const found = await this.knowledge.search(query, { categories: [], limit: kept });
    return { ...found, unfiltered: true, indexVersion: this.knowledge.indexVersion, query };
  }
}
