import type { ArchiveEnd } from './watch-store.js';

/**
 * Up to where the archive is complete. Numbers are given before they are committed, so a later one may be seen before an earlier one: what was
 * the end at one look is complete once every transaction that ran at the next look has ended.
 */
export class SettledEnd {
  #candidate: { last: number; next: number | undefined } | undefined;
  #settled = 0;

  look({ last, oldest, next }: ArchiveEnd): number {
    if (this.#candidate) {
      this.#candidate.next ??= next;
      if (oldest >= this.#candidate.next) {
        this.#settled = this.#candidate.last;
        this.#candidate = undefined;
      }
    }
    this.#candidate ??= { last, next: undefined };
    return this.#settled;
  }
}
