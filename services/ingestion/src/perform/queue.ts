import type { EventEmitter } from 'node:events';

export interface QueueOptions {
  /** How many may wait. */
  readonly most: number;
  readonly patienceMs: number;
  /** Between two looks whether there is room, while somebody waits. */
  readonly everyMs: number;
  readonly hasRoom: () => boolean;
}

interface Waiting {
  readonly until: number;
  readonly enter: (isIn: boolean) => void;
}

/** Who comes first enters first, once there is room. */
export class Queue {
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: QueueOptions) {}

  get length(): number {
    return this.#waiting.length;
  }

  /** False: too many wait, it took too long, or whoever asked has gone (`asker` says 'close'). */
  enter(asker: EventEmitter): Promise<boolean> | boolean {
    if (this.#waiting.length === 0 && this.options.hasRoom()) return true;
    if (this.#waiting.length >= this.options.most) return false;
    this.#timer ??= setInterval(() => this.look(), this.options.everyMs).unref();
    return new Promise((resolve) => {
      const waiting: Waiting = { until: performance.now() + this.options.patienceMs, enter: resolve };
      this.#waiting.push(waiting);
      asker.once('close', () => {
        const at = this.#waiting.indexOf(waiting);
        if (at >= 0) this.#waiting.splice(at, 1)[0]!.enter(false);
      });
    });
  }

  /** One at a time: whoever is let in changes whether there is room only once its own work begins. */
  look(): void {
    const now = performance.now();
    while (this.#waiting.length > 0 && this.#waiting[0]!.until <= now) this.#waiting.shift()!.enter(false);
    if (this.#waiting.length > 0 && this.options.hasRoom()) {
      this.#waiting.shift()!.enter(true);
      setImmediate(() => this.look());
    }
    if (this.#waiting.length === 0) this.#stop();
  }

  close(): void {
    for (const { enter } of this.#waiting.splice(0)) enter(false);
    this.#stop();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
