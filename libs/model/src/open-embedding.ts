import type { ModelConfig } from './config.js';
import { EmbeddingEndpoint } from './embedding-endpoint.js';

/** Null: the environment names none. */
export function openEmbedding(config: Pick<ModelConfig, 'LLM_BASE_URL' | 'LLM_API_KEY' | 'LLM_MODEL_EMBEDDING'>): EmbeddingEndpoint | null {
  const { LLM_BASE_URL, LLM_API_KEY, LLM_MODEL_EMBEDDING } = config;
  if (!LLM_BASE_URL || !LLM_MODEL_EMBEDDING) return null;
  return new EmbeddingEndpoint({ baseUrl: LLM_BASE_URL, apiKey: LLM_API_KEY ?? 'none', model: LLM_MODEL_EMBEDDING, questionTimeoutMs: 1_000 });
}
