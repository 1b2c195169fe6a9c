import type { Bus } from '@deskhand/bus/bus.js';

/** Fewer events than this behind counts as caught up: a busy desk is never at nought. */
const fewBehind = 50;

/** The view is not shown before it has caught up with what was said while the desk was down. */
export class CatchUp {
  #caughtUpAt: number | undefined;
  #done = false;

  /** @param steadyMs on Kafka a group that has just joined knows only after a moment how far behind it is */
  constructor(
    private readonly bus: Pick<Bus, 'lag' | 'ready'>,
    private readonly steadyMs: number,
  ) {}

  reasons(now = Date.now()): string[] {
    if (this.#done) return [];
    const behind = this.bus.ready().ok ? this.bus.lag().console : undefined;
    if (behind === undefined || behind >= fewBehind) this.#caughtUpAt = undefined;
    else this.#caughtUpAt ??= now;
    this.#done = this.#caughtUpAt !== undefined && now - this.#caughtUpAt >= this.steadyMs;
    return this.#done ? [] : [behind === undefined ? 'the view has not begun to read events' : `the view is ${behind} events behind`];
  }
}
