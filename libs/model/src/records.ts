import type { Database } from '@deskhand/kit/database.js';
import { canonicalHash, canonicalJson } from './canonical-json.js';
import type { ModelRecord } from './model-request.js';
import type { TravellingRecord } from './travel-record.js';

/** Everything that was ever asked and answered, content-addressed. */
export class Records {
  constructor(private readonly db: Database) {}

  /** What this request was answered with before in its scope. */
  async answered(scope: string, requestSha256: string): Promise<{ record: ModelRecord; sha256: string } | null> {
    const [row] = await this.db.query<{ sha256: string; body: string }>(
      'select r.sha256, r.body from model.answer a join model.record r on r.sha256 = a.record_sha256 where a.scope = $1 and a.request_sha256 = $2',
      [scope, requestSha256],
    );
    return row ? { record: JSON.parse(row.body) as ModelRecord, sha256: row.sha256 } : null;
  }

  async keepAnswer(scope: string, record: ModelRecord): Promise<string> {
    const sha256 = await this.keep(record);
    await this.db.query('insert into model.answer (scope, request_sha256, record_sha256) values ($1, $2, $3) on conflict do nothing', [scope, record.requestSha256, sha256]);
    return sha256;
  }

  /** Takes over what an event carries, so that the turn that said it runs again and asks nobody. Hashes without a record must be kept here already. */
  async restore(scope: string, carried: readonly TravellingRecord[]): Promise<void> {
    for (const { sha256, record } of carried) {
      const known = record ?? ((await this.find(sha256)) as ModelRecord | null);
      if (!known || canonicalHash(known) !== sha256) throw new Error(`The record ${sha256} of a model's answer is not here, or not what its hash says.`);
      await this.keepAnswer(scope, known);
    }
  }

  /** Any value, under the SHA-256 of its canonical JSON. */
  async keep(value: unknown): Promise<string> {
    const sha256 = canonicalHash(value);
    await this.db.query('insert into model.record (sha256, body) values ($1, $2) on conflict do nothing', [sha256, canonicalJson(value)]);
    return sha256;
  }

  async find(sha256: string): Promise<unknown> {
    const [row] = await this.db.query<{ body: string }>('select body from model.record where sha256 = $1', [sha256]);
    return row ? JSON.parse(row.body) : null;
  }
}
