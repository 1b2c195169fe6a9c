import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface NotedErasure {
  readonly customerId: string;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

/**
 * Who was erased, outside of the database, so that a database brought back from an older backup does not bring them back: one line of JSON each.
 * It holds ids of the shop and nothing else of a customer.
 */
export class ErasureJournal {
  constructor(private readonly path: string) {}

  /** On the disk when it returns. */
  note({ customerId, by, at }: NotedErasure): void {
    mkdirSync(dirname(this.path), { recursive: true });
    appendFileSync(this.path, `${JSON.stringify({ customerId, by, at })}\n`, { mode: 0o600, flush: true });
  }

  /** Of each customer the last one. @throws where the file cannot be read */
  read(): NotedErasure[] {
    if (!existsSync(this.path)) return [];
    const lines = readFileSync(this.path, 'utf8').split('\n').filter(Boolean);
    const noted = lines.flatMap((line) => parse(line));
    return [...new Map(noted.map((erasure) => [erasure.customerId, erasure])).values()];
  }
}

/** A line that was cut off by the end of its process erased nothing yet. */
function parse(line: string): NotedErasure[] {
  try {
    const { customerId, by, at } = JSON.parse(line) as Partial<NotedErasure>;
    return typeof customerId === 'string' && typeof at === 'string' ? [{ customerId, by: String(by), at }] : [];
  } catch {
    return [];
  }
}
