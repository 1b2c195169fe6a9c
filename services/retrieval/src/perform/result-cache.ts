import type { Logger } from '@deskhand/kit/logger.js';
import { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import type { Found } from '../decide/pick-passages.js';

/** Remembers what was found. Only a cache: losing it, or never reaching it, changes no answer. */
export interface ResultCache {
  get(key: string): Promise<Found | undefined>;
  set(key: string, found: Found): Promise<void>;
  close(): Promise<void>;
}

export class MemoryCache implements ResultCache {
  readonly #results = new LRUCache<string, Found>({ max: 2_000 });

  async get(key: string): Promise<Found | undefined> {
    return this.#results.get(key);
  }

  async set(key: string, found: Found): Promise<void> {
    this.#results.set(key, found);
  }

  async close(): Promise<void> {
    this.#results.clear();
  }
}

const prefix = 'deskhand:retrieval:';
const keepSeconds = 86_400;

/** Shared by all processes of the desk. A Redis that is away or slow counts as empty. */
export class RedisCache implements ResultCache {
  readonly #redis: Redis;
  #complained = false;

  constructor(url: string, private readonly logger: Logger) {
    this.#redis = new Redis(url, {
      enableOfflineQueue: false,
      commandTimeout: 100,
      connectTimeout: 2_000,
      maxRetriesPerRequest: 0,
      retryStrategy: (times) => Math.min(times * 200, 5_000),
    });
    this.#redis.on('error', (error: Error) => this.#complain(error));
    this.#redis.on('ready', () => (this.#complained = false));
  }

  async get(key: string): Promise<Found | undefined> {
    try {
      const json = await this.#redis.get(prefix + key);
      return json === null ? undefined : (JSON.parse(json) as Found);
    } catch (error) {
      this.#complain(error);
      return undefined;
    }
  }

  async set(key: string, found: Found): Promise<void> {
    try {
      await this.#redis.set(prefix + key, JSON.stringify(found), 'EX', keepSeconds);
    } catch (error) {
      this.#complain(error);
    }
  }

  async close(): Promise<void> {
    this.#redis.disconnect();
  }

  /** Once until it answers again: every search would say the same. */
  #complain(error: unknown): void {
    if (this.#complained) return;
    this.#complained = true;
    this.logger.warn({ reason: error instanceof Error ? error.message : String(error) }, 'the cache does not answer: searches go on without it');
  }
}
