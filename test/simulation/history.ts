import { createHash } from 'node:crypto';

/** Everything that happened, in order. The same seed gives the same bytes. */
export class History {
  readonly lines: string[] = [];
  readonly #hash = createHash('sha256');

  add(at: string, what: string, value: unknown = ''): void {
    const line = `${at} ${what} ${JSON.stringify(value)}`;
    this.#hash.update(`${line}\n`);
    this.lines.push(line);
  }

  get sha256(): string {
    return this.#hash.copy().digest('hex');
  }
}
