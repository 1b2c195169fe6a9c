import type { SearchRequest, SearchResponse } from '@deskhand/contracts/gen/rpc/deskhand/retrieval/v1/service.js';
import { RpcError } from '@deskhand/kit/rpc-error.js';
import type { Knowledge } from '../perform/knowledge.js';

const usualLimit = 3;
const highestLimit = 20;

/** Answers the rpcs of `deskhand.retrieval.v1.Knowledge`. */
export class KnowledgeRpc {
  constructor(private readonly knowledge: Knowledge) {}

  async search({ query, categories, limit }: SearchRequest): Promise<SearchResponse> {
    if (limit < 0 || limit > highestLimit) throw new RpcError('invalid_argument', `limit is ${limit}: ask for 1 to ${highestLimit} passages, or 0 for ${usualLimit}`);
    const found = await this.knowledge.search(query, { categories, limit: limit || usualLimit });
    return { ...found, indexVersion: this.knowledge.indexVersion };
  }
}
