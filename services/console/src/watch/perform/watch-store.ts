import { statement, write, type Write } from '@deskhand/bus/statement.js';
import type { Database } from '@deskhand/kit/database.js';
import type { Violation } from '../decide/violation.js';
import type { WatchedEvent } from '../decide/watched-event.js';

/** Where the archive ends, and which transactions may still add to what lies before that. */
export interface ArchiveEnd {
  readonly watermark: number;
  readonly last: number;
  /** The oldest transaction that runs, and the one that will be the next. */
  readonly oldest: number;
  readonly next: number;
  /** A conversation's time to be looked at again has come. */
  readonly isDue: boolean;
  /** A tool is still to be stopped. */
  readonly isToStop: boolean;
}

export interface ShownViolation {
  readonly id: string;
  readonly rule: string;
  readonly conversationId: string;
  readonly ticketId: string;
  readonly turn: number;
  readonly tool: string;
  readonly detail: string;
  readonly evidence: readonly string[];
  readonly at: string;
  readonly foundAt: string;
  readonly stoppedAt: string | null;
}

interface ViolationRow {
  id: string;
  rule: string;
  conversation_id: string;
  ticket_id: string;
  turn: number;
  tool: string;
  detail: string;
  evidence: readonly string[];
  at: string;
}

/** What is read of every conversation. Of what was classified only legal mentions are: the rest would double the reading. */
const tailed = `(topic in ('ticket.received.v1', 'ticket.proposed.v1', 'approval.decided.v1', 'reply.delivered.v1', 'feedback.given.v1',
    'conversation.taken_over.v1', 'conversation.released.v1', 'conversation.resolved.v1')
  or (topic = 'ticket.classified.v1' and body like '%"legal":true%'))`;
const told = `(${tailed} or topic in ('case.changed.v1', 'case.escalated.v1', 'approval.requested.v1', 'reply.released.v1', 'conversation.erased.v1'))`;
/** Older events only come back by a replayed dead letter; partitions of before need not be searched. */
const recent = `day > current_date - 40`;
const columns = `id, topic, lane, conversation_id as "conversationId", ticket_id as "ticketId", turn, body,
  to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`;
const longestStory = 2_000;

const addViolation = statement<ViolationRow>(
  'console.violation',
  `insert into console.violation (id, rule, conversation_id, ticket_id, turn, tool, detail, evidence, at)
   select id, rule, conversation_id, ticket_id, turn, tool, detail, evidence, at from jsonb_to_recordset($1::jsonb)
     as r(i int, id text, rule text, conversation_id text, ticket_id text, turn int, tool text, detail text, evidence text[], at timestamptz)
   order by r.i on conflict do nothing`,
);

export class WatchStore {
  constructor(private readonly db: Database) {}

  async end(): Promise<ArchiveEnd> {
    const [row] = await this.db.query<Record<'watermark' | 'last' | 'oldest' | 'next', string> & Record<'isDue' | 'isToStop', boolean>>(
      `select w.seq as watermark, s.last_value as last, pg_snapshot_xmin(x)::text as oldest, pg_snapshot_xmax(x)::text as next,
         exists (select from console.watched_conversation where look_at <= now()) as "isDue",
         exists (select from console.violation where tool <> '' and stopped_at is null) as "isToStop"
       from console.watch w, console.event_seq s, pg_current_snapshot() x`,
      [],
    );
    const { watermark, last, oldest, next, isDue, isToStop } = row!;
    return { watermark: Number(watermark), last: Number(last), oldest: Number(oldest), next: Number(next), isDue, isToStop };
  }

  /** Events after one seq up to another, oldest first; `to` is how far that is. */
  async page(after: number, until: number, limit: number): Promise<{ events: WatchedEvent[]; to: number }> {
    const rows = await this.db.query<WatchedEvent & { seq: string; body: string }>(
      `select seq, ${columns} from console.event where seq > $1 and seq <= $2 and ${recent} and ${tailed} order by seq limit $3`,
      [after, until, limit],
    );
    return { events: rows.map(read), to: rows.length < limit ? until : Number(rows.at(-1)!.seq) };
  }

  /** What the archive holds of these conversations, each oldest first. */
  async stories(conversationIds: readonly string[]): Promise<Map<string, WatchedEvent[]>> {
    const stories = new Map<string, WatchedEvent[]>();
    for (const conversationId of conversationIds) {
      const rows = await this.db.query<WatchedEvent & { body: string }>(
        `select ${columns} from console.event where conversation_id = $1 and ${recent} and ${told} order by seq desc limit $2`,
        [conversationId, longestStory],
      );
      stories.set(conversationId, rows.reverse().map(read));
    }
    return stories;
  }

  /** Of these, the conversations that are watched closely, and all whose time has come. */
  async watched(conversationIds: readonly string[]): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `select conversation_id as id from console.watched_conversation where conversation_id = any($1)
       union select id from (select conversation_id as id from console.watched_conversation where look_at <= now() order by look_at limit 50) due`,
      [conversationIds],
    );
    return rows.map(({ id }) => id);
  }

  async watchClosely(conversationId: string, lookAt: number | null): Promise<void> {
    await this.db.query(
      `insert into console.watched_conversation (conversation_id, look_at) values ($1, to_timestamp($2::float8 / 1000))
       on conflict (conversation_id) do update set look_at = excluded.look_at, looked_at = now()`,
      [conversationId, lookAt],
    );
  }

  async watchNoMore(conversationId: string): Promise<void> {
    await this.db.query('delete from console.watched_conversation where conversation_id = $1', [conversationId]);
  }

  async forgetOld(): Promise<void> {
    await this.db.query(`delete from console.watched_conversation where look_at is null and looked_at < now() - interval '90 days'`);
  }

  async advance(to: number): Promise<void> {
    await this.db.query('update console.watch set seq = $1 where seq < $1', [to]);
  }

  async known(ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.db.query<{ id: string }>('select id from console.violation where id = any($1)', [ids]);
    return new Set(rows.map(({ id }) => id));
  }

  add(id: string, { rule, conversationId, ticketId, turn, tool, detail, evidence, at }: Violation): Write {
    return write(addViolation, { id, rule, conversation_id: conversationId, ticket_id: ticketId, turn, tool, detail, evidence, at });
  }

  async toStop(): Promise<{ id: string; rule: string; tool: string }[]> {
    return this.db.query(`select id, rule, tool from console.violation where tool <> '' and stopped_at is null order by found_at limit 20`, []);
  }

  async stopped(id: string): Promise<void> {
    await this.db.query('update console.violation set stopped_at = now() where id = $1', [id]);
  }

  /** Newest first. */
  async newest(limit: number): Promise<ShownViolation[]> {
    const rows = await this.db.query<Omit<ShownViolation, 'at' | 'foundAt' | 'stoppedAt'> & { at: Date; foundAt: Date; stoppedAt: Date | null }>(
      `select id, rule, conversation_id as "conversationId", ticket_id as "ticketId", turn, tool, detail, evidence, at, found_at as "foundAt", stopped_at as "stoppedAt"
       from console.violation order by found_at desc, id limit $1`,
      [limit],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString(), foundAt: row.foundAt.toISOString(), stoppedAt: row.stoppedAt?.toISOString() ?? null }));
  }

  /** Of the last day, by rule. */
  tally(): Promise<{ rule: string; count: number; ticketId: string; tool: string }[]> {
    return this.db.query(
      `select rule, count(*)::int as count, (array_agg(ticket_id order by found_at desc))[1] as "ticketId", (array_agg(tool order by found_at desc))[1] as tool
       from console.violation where found_at > now() - interval '1 day' group by rule order by rule`,
      [],
    );
  }
}

function read({ body, ...event }: WatchedEvent & { body: string }): WatchedEvent {
  return { ...event, body: JSON.parse(body) as unknown };
}
