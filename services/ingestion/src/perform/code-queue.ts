import type { Database } from '@deskhand/kit/database.js';

export interface DueCode {
  codeId: string;
  state: 'asked' | 'sending';
  customerId: string | null;
  addresses: string[];
  sealed: Buffer;
}

const perHour = 3;
const atOnce = 20;

/** The table of codes as a queue. A lease keeps two processes apart; should one die, the other mails the same code under the same key. */
export class CodeQueue {
  constructor(private readonly db: Database) {}

  async take(): Promise<DueCode[]> {
    const rows = await this.db.query<{ code_id: string; state: DueCode['state']; customer_id: string | null; addresses: string[]; sealed: Uint8Array }>(
      `update ingestion.one_time_code c set leased_until = clock_timestamp() + interval '15 seconds'
       from (select code_id from ingestion.one_time_code
             where state in ('asked', 'sending') and sealed is not null and expires_at > clock_timestamp() and (leased_until is null or leased_until < clock_timestamp())
             order by offered_at limit ${atOnce} for update skip locked) due
       where c.code_id = due.code_id returning c.code_id, c.state, c.customer_id, c.addresses, c.sealed`,
    );
    return rows.map(({ code_id, customer_id, sealed, ...same }) => ({ ...same, codeId: code_id, customerId: customer_id, sealed: Buffer.from(sealed) }));
  }

  /** Charges the customer's hourly allowance, once per code, before anything is sent. @returns false when it is used up: nothing goes out */
  async charge(codeId: string, customerId: string): Promise<boolean> {
    return this.db.transaction(async (client) => {
      await client.query(`select pg_advisory_xact_lock(hashtextextended('ingestion.code ' || $1, 0))`, [customerId]);
      const { rows } = await client.query<{ n: number }>(
        `select count(*)::int as n from ingestion.one_time_code where customer_id = $1 and charged_at > clock_timestamp() - interval '1 hour'`,
        [customerId],
      );
      const isOver = rows[0]!.n >= perHour;
      await client.query(
        isOver
          ? `update ingestion.one_time_code set state = 'silent', sealed = null where code_id = $1 and state = 'asked'`
          : `update ingestion.one_time_code set state = 'sending', customer_id = $2, charged_at = clock_timestamp() where code_id = $1 and state = 'asked'`,
        isOver ? [codeId] : [codeId, customerId],
      );
      return !isOver;
    });
  }

  /** It may have been typed already. */
  async sent(codeId: string): Promise<void> {
    await this.db.query(`update ingestion.one_time_code set sealed = null, state = case state when 'sending' then 'sent' else state end where code_id = $1`, [codeId]);
  }

  /** Nobody is mailed, and no answer is right; to the customer it looks the same. */
  async silence(codeId: string): Promise<void> {
    await this.db.query(`update ingestion.one_time_code set sealed = null, state = 'silent' where code_id = $1 and state in ('asked', 'sending')`, [codeId]);
  }

  /** What is over keeps nothing to open; after a day it is gone. */
  async sweep(): Promise<void> {
    await this.db.query(`update ingestion.one_time_code set sealed = null where sealed is not null and expires_at < clock_timestamp()`);
    await this.db.query(`delete from ingestion.one_time_code where offered_at < clock_timestamp() - interval '1 day'`);
  }
}
