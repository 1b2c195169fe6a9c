import type { Database } from '@deskhand/kit/database.js';
import type { TopicMap } from './topic-map.js';
import type { Tuning } from './tuning.js';

const chunk = 5_000;

/** Deletes what nobody needs any more, a little at a time so that commits are not held up. */
export async function sweepTables(db: Database, tuning: Tuning, topics: TopicMap): Promise<void> {
  await inChunks(db, `delete from bus.inbox where ctid = any(array(select ctid from bus.inbox where at < now() - make_interval(days => $1) limit ${chunk})) returning 1`, [
    tuning.inboxDays,
  ]);
  await db.query(`delete from bus.attempt where at < now() - make_interval(days => $1)`, [tuning.inboxDays]);
  await db.query(`delete from bus.dead_letter where settled_at < now() - interval '30 days'`);
  // The log's rows go when their topic's time is over and every service that hears it has passed them.
  for (const [topic, { retentionMs, consumers }] of Object.entries(topics))
    await inChunks(
      db,
      `delete from bus.log where seq = any(array(select seq from bus.log where topic = $1 and at < now() - make_interval(secs => $2)
         and seq <= (select coalesce(min(seq), 9223372036854775807) from bus.position where service = any($3)) limit ${chunk})) returning 1`,
      [topic, retentionMs / 1000, consumers],
    );
}

async function inChunks(db: Database, sql: string, params: unknown[]): Promise<void> {
  while ((await db.query(sql, params)).length === chunk);
}
