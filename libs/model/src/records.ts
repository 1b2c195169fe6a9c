import type { Database } from '@deskhand/kit/database.js';
import { canonicalHash, canonicalJson } from './canonical-json.js';
import type { Kept, ModelRecord } from './model-request.js';
import type { TravellingRecord } from './travel-record.js';

/** Answers of this scope do for equal requests of every other. */
const shared = 'content';

/** Everything that was ever asked, and what came of it, content-addressed. */
export class Records {
  constructor(private readonly db: Database) {}

  /** The tries that this request took before in its scope, in order; empty: it was not asked. */
  async tries(scope: string, requestSha256: string): Promise<Kept[]> {
    const rows = await this.db.query<{ sha256: string; body: string; reused: boolean }>(
      `select r.sha256, r.body, a.reused from model.answer a join model.record r on r.sha256 = a.record_sha256
       where a.scope = $1 and a.request_sha256 = $2 order by a.attempt`,
      [scope, requestSha256],
    );
    return rows.map(({ sha256, body, reused }) => ({ sha256, record: JSON.parse(body) as ModelRecord, reused }));
  }

  async keepTry(scope: string, record: ModelRecord, reused = false): Promise<Kept> {
    const sha256 = await this.keep(record, ticketOf(scope));
    const { requestSha256, attempt } = record;
    await this.db.query('insert into model.answer (scope, request_sha256, attempt, record_sha256, reused) values ($1, $2, $3, $4, $5) on conflict do nothing', [scope, requestSha256, attempt, sha256, reused]);
    return { sha256, record, reused };
  }

  /** The answer that an equal request was given in any scope; it is this scope's answer, too, from now on. */
  async reuse(scope: string, requestSha256: string): Promise<Kept | null> {
    const [known] = await this.tries(shared, requestSha256);
    return known ? this.keepTry(scope, known.record, true) : null;
  }

  async share({ sha256, record }: Kept): Promise<void> {
    await this.db.query('insert into model.answer (scope, request_sha256, record_sha256) values ($1, $2, $3) on conflict do nothing', [shared, record.requestSha256, sha256]);
  }

  /** Takes over what an event carries, so that the turn that said it runs again and asks nobody. Hashes without a record must be kept here already. */
  async restore(scope: string, carried: readonly TravellingRecord[]): Promise<void> {
    for (const { sha256, record, reused } of carried) {
      const known = record ?? ((await this.find(sha256)) as ModelRecord | null);
      if (!known || canonicalHash(known) !== sha256) throw new Error(`The record ${sha256} of a model's answer is not here, or not what its hash says.`);
      await this.keepTry(scope, known, reused);
    }
  }

  /** Any value of a ticket's, under the SHA-256 of its canonical JSON. */
  async keep(value: unknown, ticketId: string): Promise<string> {
    const sha256 = canonicalHash(value);
    await this.db.query(
      `with kept as (insert into model.record (sha256, body) values ($1, $2) on conflict do nothing)
       insert into model.holding (ticket_id, sha256) values ($3, $1) on conflict do nothing`,
      [sha256, canonicalJson(value), ticketId],
    );
    return sha256;
  }

  /** A customer is erased: what was asked and answered for these tickets goes, answers for everybody with it, unless another ticket holds the same. */
  async forget(ticketIds: readonly string[]): Promise<void> {
    await this.db.transaction(async (client) => {
      await client.query(`delete from model.answer where split_part(scope, '/', 1) = any($1)`, [ticketIds]);
      const { rows } = await client.query<{ sha256: string }>(
        `with gone as (delete from model.holding where ticket_id = any($1) returning sha256)
         select distinct sha256 from gone where not exists (select 1 from model.holding h where h.sha256 = gone.sha256 and h.ticket_id <> all($1))`,
        [ticketIds],
      );
      const unheld = rows.map(({ sha256 }) => sha256);
      await client.query('delete from model.answer where record_sha256 = any($1)', [unheld]);
      await client.query('delete from model.record where sha256 = any($1)', [unheld]);
    });
  }

  async find(sha256: string): Promise<unknown> {
    const [row] = await this.db.query<{ body: string }>('select body from model.record where sha256 = $1', [sha256]);
    return row ? JSON.parse(row.body) : null;
  }
}

/** A scope is a turn, `ticket/turn`, or a part of one. */
function ticketOf(scope: string): string {
  return scope.split('/')[0]!;
}
