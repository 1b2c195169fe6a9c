import type { Database } from '@deskhand/kit/database.js';

/**
 * Durable marks of handling begun, for deliveries that may have ended the process. The first records after a start or an assignment
 * are marked together and handled as usual; those that were marked before, and not finished, are handled alone and counted.
 */
export class Attempts {
  constructor(
    private readonly db: Database,
    private readonly service: string,
  ) {}

  /** Marks what is not marked yet; answers the marks there were, by inbox id. */
  async mark(ids: string[]): Promise<Map<string, number>> {
    const rows = await this.db.query<{ id: string; n: number }>(
      `with before as (select id, n from bus.attempt where service = $1 and id = any($2::uuid[])),
       marked as (insert into bus.attempt (service, id, n) select $1, id, 1 from unnest($2::uuid[]) as u(id) on conflict do nothing)
       select id, n from before`,
      [this.service, ids],
    );
    return new Map(rows.map(({ id, n }) => [id, n]));
  }

  async count(id: string): Promise<void> {
    await this.db.query(`update bus.attempt set n = n + 1, at = now() where service = $1 and id = $2`, [this.service, id]);
  }

  async forget(ids: string[]): Promise<void> {
    if (ids.length) await this.db.query(`delete from bus.attempt where service = $1 and id = any($2::uuid[])`, [this.service, ids]);
  }

  async isHandled(id: string): Promise<boolean> {
    const rows = await this.db.query(`select from bus.inbox where service = $1 and id = $2`, [this.service, id]);
    return rows.length > 0;
  }
}
