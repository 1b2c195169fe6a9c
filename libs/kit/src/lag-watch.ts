const everyMs = 1_000;

/** How far each service is behind, in records, and since when it has not been without waiting ones. */
export class LagWatch {
  readonly #freeAt = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly lag: () => Record<string, number>,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#timer = setInterval(() => this.figures(), everyMs).unref();
  }

  figures(): Map<string, { records: number; seconds: number }> {
    const now = this.now();
    return new Map(
      Object.entries(this.lag()).map(([service, records]) => {
        if (records === 0 || !this.#freeAt.has(service)) this.#freeAt.set(service, now);
        return [service, { records, seconds: Math.round((now - this.#freeAt.get(service)!) / 1_000) }];
      }),
    );
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
