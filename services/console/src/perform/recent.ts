/** The last `size` values by key. */
export class Recent<T> {
  readonly #values = new Map<string, T>();

  constructor(private readonly size: number) {}

  /** Hands a value out and forgets it: whoever takes it puts it back once what they made of it is committed. */
  take(key: string): T | undefined {
    const value = this.#values.get(key);
    this.#values.delete(key);
    return value;
  }

  put(key: string, value: T): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size > this.size) this.#values.delete(this.#values.keys().next().value!);
  }
}
