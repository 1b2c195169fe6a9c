import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@deskhand/kit/database.js';

/**
 * Waits until no reply of the conversation is still on its way to the broker: what was claimed before a takeover must not come out after its
 * answer. The bus' outbox is the record of that; with the embedded bus it is always empty.
 * @returns false when the time is up
 */
export async function repliesAreOut(db: Database, conversationId: string, waitMs: number): Promise<boolean> {
  for (const end = Date.now() + waitMs; ; await sleep(25)) {
    const waiting = await db.query(`select 1 from bus.outbox where service = 'ingestion' and topic = 'reply.delivered.v1' and key = $1 limit 1`, [conversationId]);
    if (waiting.length === 0) return true;
    if (Date.now() >= end) return false;
  }
}
