interface Held {
  holder: string;
  free: Promise<void>;
  leave: () => void;
}

/** A commit that never came, for whatever reason, must not hold a conversation for ever: the write's own condition still guards it. */
const patienceMs = 5_000;

/**
 * One record at a time per conversation, from its reads to its commit. Upstream systems key their records as they like, so the bus may run two
 * of one conversation side by side; without this they would meet in the commit and run again and again.
 */
export class Turnstile {
  readonly #held = new Map<string, Held>();

  /** Answers how to leave. The same holder may enter again: its work runs anew. */
  async enter(key: string, holder: string): Promise<() => void> {
    for (let held = this.#held.get(key); held; held = this.#held.get(key)) {
      if (held.holder === holder) return held.leave;
      await held.free;
    }
    const { promise: free, resolve } = Promise.withResolvers<void>();
    const leave = () => {
      clearTimeout(timer);
      if (this.#held.get(key)?.free === free) this.#held.delete(key);
      resolve();
    };
    const timer = setTimeout(leave, patienceMs).unref();
    this.#held.set(key, { holder, free, leave });
    return leave;
  }
}
