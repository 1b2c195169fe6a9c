import type { OnModuleDestroy } from '@nestjs/common';

export interface News {
  came: Promise<void>;
  stop(): void;
}

/** Who waits for news of a ticket, or of anything. */
export class Waiters implements OnModuleDestroy {
  readonly #byKey = new Map<string, Set<() => void>>();
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  /** `came` resolves with the next news of `key`, at the latest after `ms`, or when the listener stops. */
  listen(key: string, ms: number): News {
    if (this.#closed) return { came: Promise.resolve(), stop: () => undefined };
    const waiting = this.#byKey.get(key) ?? new Set();
    this.#byKey.set(key, waiting);
    const { promise: came, resolve } = Promise.withResolvers<void>();
    const stop = () => {
      clearTimeout(timer);
      waiting.delete(stop);
      if (!waiting.size && this.#byKey.get(key) === waiting) this.#byKey.delete(key);
      resolve();
    };
    const timer = setTimeout(stop, ms);
    waiting.add(stop);
    return { came, stop };
  }

  wake(key: string): void {
    for (const stop of this.#byKey.get(key) ?? []) stop();
  }

  /** Held answers must not hold the stop. */
  onModuleDestroy(): void {
    this.#closed = true;
    for (const key of this.#byKey.keys()) this.wake(key);
  }
}
