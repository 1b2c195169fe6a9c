import type { Logger } from '@deskhand/kit/logger.js';
import { Redis } from 'ioredis';

/** Remembers compiled prompts. Only a cache: losing it, or never reaching it, changes no answer. */
export interface PromptCache {
  get(key: string): Promise<string | undefined>;
  set(key: string, prompt: string): Promise<void>;
  close(): Promise<void>;
}

/** A desk has one catalogue, and so a prompt or two. */
export class MemoryPrompts implements PromptCache {
  readonly #prompts = new Map<string, string>();

  async get(key: string): Promise<string | undefined> {
    return this.#prompts.get(key);
  }

  async set(key: string, prompt: string): Promise<void> {
    this.#prompts.set(key, prompt);
  }

  async close(): Promise<void> {
    this.#prompts.clear();
  }
}

const prefix = 'deskhand:prompt:';
const keepSeconds = 7 * 86_400;

/** Shared by all processes of the desk. A Redis that is away or slow counts as empty. */
export class RedisPrompts implements PromptCache {
  readonly #redis: Redis;

  constructor(url: string, private readonly logger: Logger) {
    this.#redis = new Redis(url, { enableOfflineQueue: false, commandTimeout: 100, connectTimeout: 2_000, maxRetriesPerRequest: 0, retryStrategy: (times) => Math.min(times * 200, 5_000) });
    this.#redis.on('error', (error: Error) => this.logger.debug({ reason: error.message }, 'the cache of prompts does not answer'));
  }

  get(key: string): Promise<string | undefined> {
    return this.#redis.get(prefix + key).then((prompt) => prompt ?? undefined, () => undefined);
  }

  set(key: string, prompt: string): Promise<void> {
    return this.#redis.set(prefix + key, prompt, 'EX', keepSeconds).then(() => undefined, () => undefined);
  }

  async close(): Promise<void> {
    this.#redis.disconnect();
  }
}
