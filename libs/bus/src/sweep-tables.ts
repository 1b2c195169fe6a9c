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
  // The log's rows go when their topic's time is over and every service has passed them.
  for (const [topic, { retentionMs }] of Object.entries(topics))
    await inChunks(
      db,
      `delete from bus.log where seq = any(array(select seq from bus.log where topic = $1 and at < now() - make_interval(secs => $2)
         and seq <= coalesce((select min(seq) from bus.position), 0) limit ${chunk})) returning 1`,
      [topic, retentionMs / 1000],
    );
}

async function inChunks(db: Database, sql: string, params: unknown[]): Promise<void> {
  while ((await db.query(sql, params)).length === chunk);
}
