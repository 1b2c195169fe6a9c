import type { Database } from '@deskhand/kit/database.js';
import type { Lane } from '@deskhand/contracts/words.js';
import type { DeadLetterRow, DeadLetterSummary } from './dead-letter.js';
import type { Driver } from './driver.js';
import type { RawRecord } from './incoming.js';

export interface DeadLetterFilter {
  service?: string;
  topic?: string;
  limit?: number;
}

interface StoredRow extends DeadLetterRow {
  at: string;
}

/** What the operator does with dead letters; the same for both buses. */
export class DeadLetters {
  readonly #held = new Map<string, number>();

  constructor(
    private readonly db: Database,
    private readonly driver: Driver,
  ) {}

  /** Held dead letters of each service, for readiness and metrics; kept in memory, so that asking costs nothing. */
  counts(): ReadonlyMap<string, number> {
    return this.#held;
  }

  grew(service: string): void {
    this.#held.set(service, (this.#held.get(service) ?? 0) + 1);
  }

  async refresh(): Promise<void> {
    const rows = await this.db.query<{ service: string; n: number }>(
      `select service, count(*)::int as n from bus.dead_letter where settled_as is null group by service`,
    );
    this.#held.clear();
    for (const { service, n } of rows) this.#held.set(service, n);
  }

  /** Held dead letters of these services by topic, as the database has them now: another process may have redriven some. */
  tally(services: readonly string[]): Promise<{ service: string; topic: string; count: number }[]> {
    return this.db.query(
      `select service, topic, count(*)::int as count from bus.dead_letter where settled_as is null and service = any($1) group by 1, 2 order by 1, 2`,
      [services],
    );
  }

  async list({ service, topic, limit = 1_000 }: DeadLetterFilter = {}): Promise<DeadLetterSummary[]> {
    const rows = await this.db.query<StoredRow>(
      `select * from bus.dead_letter where settled_as is null and ($1::text is null or service = $1) and ($2::text is null or topic = $2)
       order by at, id limit $3`,
      [service ?? null, topic ?? null, limit],
    );
    return rows.map(summary);
  }

  /** `record` is undefined where the broker no longer holds it. */
  async read(id: string): Promise<(DeadLetterSummary & { record: RawRecord | undefined }) | undefined> {
    const row = await this.#row(id);
    return row && { ...summary(row), record: await this.driver.exhume(row) };
  }

  /** @returns false when there is no such dead letter any more */
  async replay(id: string): Promise<boolean> {
    const row = await this.#row(id);
    const record = row && (await this.driver.exhume(row));
    if (!record) return false;
    // What ended the process has its marks taken off: the operator says that it may be tried again.
    await this.db.query(`delete from bus.attempt where service = $1 and id = $2`, [row.service, row.inbox_id]);
    await this.driver.replay(row, record);
    await this.#settle('replayed', `id = $2`, [id]);
    return true;
  }

  async purge({ id, service, topic }: DeadLetterFilter & { id?: string }): Promise<number> {
    return this.#settle('purged', `($2::uuid is null or id = $2) and ($3::text is null or service = $3) and ($4::text is null or topic = $4)`, [
      id ?? null,
      service ?? null,
      topic ?? null,
    ]);
  }

  async #settle(as: string, which: string, params: unknown[]): Promise<number> {
    const rows = await this.db.query(
      `update bus.dead_letter set settled_as = $1, settled_at = now(), raw = null where settled_as is null and ${which} returning id`,
      [as, ...params],
    );
    await this.refresh();
    return rows.length;
  }

  async #row(id: string): Promise<StoredRow | undefined> {
    const rows = await this.db.query<StoredRow>(`select * from bus.dead_letter where id = $1 and settled_as is null`, [id]);
    return rows[0];
  }
}

function summary(row: StoredRow): DeadLetterSummary {
  const { id, service, topic, lane, subject, reason, error_type, attempts, place, kept_at, at } = row;
  return { id, service, topic, lane: lane as Lane, subject, reason, errorType: error_type, attempts, place, keptAt: kept_at, at: new Date(at).toISOString() };
}
