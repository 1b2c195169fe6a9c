/** Keeps what was used last, up to `max` entries. */
export class Lru<Value> {
  readonly #entries = new Map<string, Value>();

  constructor(private readonly max: number) {}

  clear(): void {
    this.#entries.clear();
  }

  get(key: string): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.max) this.#entries.delete(this.#entries.keys().next().value!);
  }
}
