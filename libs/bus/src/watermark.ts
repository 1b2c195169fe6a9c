/** Numbers start in rising order and finish in any; `position` never passes one that is unfinished. */
export class Watermark {
  readonly #started: number[] = [];
  #head = 0;
  readonly #finished = new Set<number>();
  #next: number;
  #last: number;

  /** @param position the first number that is not yet finished */
  constructor(position: number) {
    this.#next = position;
    this.#last = position;
  }

  start(n: number): void {
    if (n < this.#last) throw new Error(`${n} started after ${this.#last - 1}`);
    this.#started.push(n);
    this.#last = n + 1;
    if (this.#head === this.#started.length - 1) this.#advance();
  }

  /** Everything below `n` that was not started needs no handling. */
  skipTo(n: number): void {
    if (n > this.#last) this.#last = n;
    this.#advance();
  }

  finish(n: number): void {
    this.#finished.add(n);
    this.#advance();
  }

  /** Everything below is finished. */
  get position(): number {
    return this.#next;
  }

  /** The next number that may start. */
  get next(): number {
    return this.#last;
  }

  get unfinished(): number {
    return this.#started.length - this.#head - this.#finished.size;
  }

  #advance(): void {
    while (this.#head < this.#started.length && this.#finished.delete(this.#started[this.#head]!)) this.#head++;
    this.#next = this.#head < this.#started.length ? this.#started[this.#head]! : this.#last;
    if (this.#head > 1024) {
      this.#started.splice(0, this.#head);
      this.#head = 0;
    }
  }
}
