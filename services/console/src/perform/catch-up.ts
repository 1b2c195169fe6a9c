import type { Bus } from '@deskhand/bus/bus.js';

/** Fewer events than this behind counts as caught up: a busy desk is never at nought. */
const fewBehind = 50;

/** The view is not shown before it has caught up with what was said while the desk was down. */
export class CatchUp {
  #done = false;

  constructor(private readonly bus: Pick<Bus, 'lag'>) {}

  reasons(): string[] {
    if (this.#done) return [];
    const behind = this.bus.lag().console;
    if (behind !== undefined && behind < fewBehind) this.#done = true;
    return this.#done ? [] : [behind === undefined ? 'the view has not begun to read events' : `the view is ${behind} events behind`];
  }
}
