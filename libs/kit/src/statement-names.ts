import { createHash } from 'node:crypto';

/** Each name keeps a plan in every connection: texts that are put together on the fly must not fill the server's memory. */
const most = 500;

/** Names for prepared statements: the same text has the same name, in every process. */
export class StatementNames {
  readonly #names = new Map<string, string>();

  /** Undefined once there are too many. */
  of(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known || this.#names.size >= most) return known;
    const name = createHash('sha256').update(text).digest('hex').slice(0, 24);
    this.#names.set(text, name);
    return name;
  }
}

/** A migration has changed what a kept plan answers (0A000), or a pooler between us and the server has forgotten it (26000): unnamed it works. */
export function isStalePlan(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return code === '26000' || (code === '0A000' && (message ?? '').includes('cached plan'));
}
