import { setTimeout as sleep } from 'node:timers/promises';
import type { ClaimWriteRequest } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import type { Database } from '@deskhand/kit/database.js';

const longestLeaseMs = 60_000;
const pauseMs = 20;

/**
 * Leave to send a write to the shop. A claim share-locks the conversation's row: either it commits before a takeover, which then sees and
 * awaits it, or it waits for the takeover and finds the new epoch.
 */
export class WriteClaims {
  constructor(private readonly db: Database) {}

  async claim({ conversationId, claimId, leaseMs, turn, approvedAt }: ClaimWriteRequest): Promise<boolean> {
    const lease = Math.min(Math.max(leaseMs, 0), longestLeaseMs);
    const asked = turn
      ? { sql: ofTurn, values: [turn.epoch, turn.ticketId, turn.turn] }
      : { sql: ofApproval, values: [approvedAt] };
    return (await this.db.query(asked.sql, [claimId, conversationId, lease, ...asked.values])).length > 0;
  }

  async end(claimId: string): Promise<void> {
    await this.db.query('delete from ingestion.write_claim where claim_id = $1', [claimId]);
  }

  /** Waits until no write of the conversation is on its way. @returns false when the time is up */
  async areOver(conversationId: string, waitMs: number): Promise<boolean> {
    for (const end = Date.now() + waitMs; ; await sleep(pauseMs)) {
      if ((await this.db.query(onTheirWay, [conversationId])).length === 0) return true;
      if (Date.now() >= end) return false;
    }
  }
}

const onTheirWay = 'select 1 from ingestion.write_claim where conversation_id = $1 and expires_at > clock_timestamp() limit 1';

function claimWhere(condition: string): string {
  return `with gone as (delete from ingestion.write_claim where conversation_id = $2 and expires_at < clock_timestamp() - interval '1 minute'),
    place as (select c.conversation_id from ingestion.conversation c where c.conversation_id = $2 and ${condition} for share of c)
    insert into ingestion.write_claim (claim_id, conversation_id, expires_at)
    select $1, conversation_id, clock_timestamp() + $3::int * interval '1 ms' from place on conflict do nothing returning 1`;
}

const ofTurn = claimWhere(`c.epoch = $4 and c.held_by is null
  and exists (select from ingestion.ticket t where t.ticket_id = $5 and t.conversation_id = c.conversation_id and t.turn = $6)`);

const ofApproval = claimWhere(`not exists (select from ingestion.takeover k where k.conversation_id = c.conversation_id and k.at >= $4::timestamptz)`);
