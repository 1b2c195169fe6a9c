import type { CircuitState, IBreaker } from 'cockatiel';

/** Opens after some failures in a row. One call that hung to its end says as much as all of them. */
export class StreakBreaker implements IBreaker {
  state: unknown = 0;
  #streak = 0;

  constructor(private readonly limit: number) {}

  /** The failure that follows is of a call that hung. */
  hung(): void {
    this.#streak = this.limit;
  }

  success(_state: CircuitState): void {
    this.#streak = 0;
  }

  failure(_state: CircuitState): boolean {
    this.#streak += 1;
    return this.#streak >= this.limit;
  }
}
