import { statement, write, type Write } from '@deskhand/bus/statement.js';
import { eraseTexts } from '@deskhand/contracts/erase-texts.js';
import type { Database } from '@deskhand/kit/database.js';
import type { SeenEvent } from '../decide/facts.js';
import { locateEvent } from '../decide/locate-event.js';
import { dayMs, dayOf, type DayPartitions } from './day-partitions.js';

interface EventRow {
  day: string;
  id: string;
  topic: string;
  lane: string;
  conversation_id: string;
  ticket_id: string | null;
  turn: number | null;
  at: string;
  headers: object;
  body: string;
}

export interface ArchivedEvent {
  seq: number;
  id: string;
  topic: string;
  lane: string;
  at: string;
  conversationId: string;
  ticketId: string | null;
  turn: number | null;
  body: unknown;
}

/** What a turn was taken for. */
export interface Brief {
  readonly classified: { readonly intent: string; readonly confidence: number };
  readonly mentionsRefund: boolean;
}

export interface ArchiveFilter {
  conversationId?: string;
  ticketId?: string;
  topics?: readonly string[];
  /** ISO 8601: nothing that happened before. */
  from?: string;
}

const added = 'r.day, r.id, r.topic, r.lane, r.conversation_id, r.ticket_id, r.turn, r.at, r.headers, r.body';
const rows = `jsonb_to_recordset($1::jsonb) as r(i int, day date, id text, topic text, lane text, conversation_id text, ticket_id text, turn int, at timestamptz, headers jsonb, body text)`;
const into = 'insert into console.event (day, id, topic, lane, conversation_id, ticket_id, turn, at, headers, body)';

const addEvent = statement<EventRow>('console.event', `${into} select ${added} from ${rows} order by r.i on conflict do nothing`);

/** An event comes twice, from its request and from the bus, with times that may lie on two sides of midnight: its neighbour days are looked at too. */
const addEventAtMidnight = statement<EventRow>(
  'console.event-at-midnight',
  `${into} select ${added} from ${rows}
   where not exists (select from console.event e where e.id = r.id and e.day in (r.day - 1, r.day + 1))
   order by r.i on conflict do nothing`,
);
const midnightMs = 3_600_000;

const overwriteEvent = statement<{ day: string; id: string; body: string }>(
  'console.erase-event',
  `update console.event e set body = r.body from jsonb_to_recordset($1::jsonb) as r(i int, day date, id text, body text) where e.day = r.day and e.id = r.id`,
);

/** Numbers of events that one read looks at. */
const stepSize = 8_000;

const pageSql = `select seq, id, topic, lane, conversation_id as "conversationId", ticket_id as "ticketId", turn, body,
     to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
   from console.event
   where seq > $1 and ($7::bigint is null or seq <= $7) and ($2::text is null or conversation_id = $2) and ($3::text is null or ticket_id is null or ticket_id = $3)
     and ($5::text[] is null or topic = any($5)) and ($6::timestamptz is null or at >= $6)
   order by seq limit $4`;

// A body is long and these members stand at the head of a fact: reading them by place is many times as fast as reading JSON. It is unpacked once.
const factHead = '"classified":{"intent":"';
const briefSql = `select seq, topic, ticket_id as "ticketId", turn, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
   substr(unpacked, strpos(unpacked, '${factHead}') + ${factHead.length}, 160) as head, strpos(unpacked, '_refund') > 0 as "mentionsRefund"
   from (select *, body || '' as unpacked from console.event
     where seq > $1 and seq <= $5 and ($2::text[] is null or topic = any($2)) and ($3::timestamptz is null or at >= $3) order by seq limit $4 offset 0) as event
   order by seq`;

function readHead(head: string): Brief['classified'] {
  const [, intent = '', confidence = '0'] = /^([^"]*)","confidence":([\d.eE+-]+)/.exec(head) ?? [];
  return { intent, confidence: Number(confidence) };
}

/** The log of record. */
export class Archive {
  constructor(
    private readonly db: Database,
    private readonly days: DayPartitions,
  ) {}

  /** The row of an event; its day's partition exists afterwards. */
  async keep(event: SeenEvent): Promise<Write> {
    const day = dayOf(Date.parse(event.at));
    await this.days.ensure(day);
    const { id, topic, lane, at, headers, body } = event;
    const { conversationId, ticketId, turn } = locateEvent(event);
    const ms = Date.parse(at) % dayMs;
    const isNear = ms < midnightMs || ms > dayMs - midnightMs;
    return write(isNear ? addEventAtMidnight : addEvent, { day, id, topic, lane, conversation_id: conversationId, ticket_id: ticketId, turn, at, headers, body: JSON.stringify(body) });
  }

  /** Everything of a conversation, without texts. Whoever adds an event meanwhile changes its ticket too, and so is noticed. */
  async erase(conversationId: string): Promise<Write[]> {
    const rows = await this.db.query<{ day: string; id: string; body: string }>(
      `select to_char(day, 'YYYY-MM-DD') as day, id, body from console.event where conversation_id = $1`,
      [conversationId],
    );
    const erased = rows.map(({ day, id, body }) => ({ day, id, body, after: JSON.stringify(eraseTexts(JSON.parse(body))) }));
    return erased.filter(({ body, after }) => body !== after).map(({ day, id, after }) => write(overwriteEvent, { day, id, body: after }));
  }

  /** Events after `seq`, oldest first. With a ticket: its own and those of its conversation as a whole. */
  async page(after: number, { conversationId, ticketId, topics, from }: ArchiveFilter, limit: number): Promise<ArchivedEvent[]> {
    const conversation = conversationId ?? (ticketId && (await this.#conversationOf(ticketId)));
    if (ticketId && !conversation) return [];
    type Row = Omit<ArchivedEvent, 'seq' | 'body'> & { seq: string; body: string };
    const read = (begin: number, end: number | null, left: number) => this.db.query<Row>(pageSql, [begin, conversation ?? null, ticketId ?? null, left, topics ?? null, from ?? null, end]);
    const rows = conversation ? await read(after, null, limit) : await this.#inSteps(after, limit, read);
    return rows.map((row) => ({ ...row, seq: Number(row.seq), body: JSON.parse(row.body) as unknown }));
  }

  /** A stretch of the archive at a time: over all of it the planner, which knows no statistics of an embedded database, would sort whatever comes after. */
  async #inSteps<Row>(after: number, limit: number, read: (begin: number, end: number, left: number) => Promise<Row[]>): Promise<Row[]> {
    const [given] = await this.db.query<{ last: string }>('select last_value as last from console.event_seq', []);
    const last = Number(given!.last);
    const rows: Row[] = [];
    for (let begin = after; begin < last && rows.length < limit; begin += stepSize) rows.push(...(await read(begin, begin + stepSize, limit - rows.length)));
    return rows;
  }

  /** Events about turns after `seq` in brief: of each body what the classifier said, and whether a tool for refunds is in it. */
  async briefs(after: number, { topics, from }: ArchiveFilter, limit: number): Promise<(Pick<ArchivedEvent, 'seq' | 'topic' | 'at' | 'ticketId' | 'turn'> & { body: Brief })[]> {
    type Row = { seq: string; topic: string; at: string; ticketId: string | null; turn: number | null; head: string; mentionsRefund: boolean };
    const rows = await this.#inSteps(after, limit, (begin, end, left) => this.db.query<Row>(briefSql, [begin, topics ?? null, from ?? null, left, end]));
    return rows.map(({ seq, head, mentionsRefund, ...row }) => ({ ...row, seq: Number(seq), body: { classified: readHead(head), mentionsRefund } }));
  }

  /** The seq of the newest event; 0 when there is none. */
  async end(): Promise<number> {
    const [row] = await this.db.query<{ seq: string }>(`select coalesce(max(seq), 0) as seq from console.event`);
    return Number(row!.seq);
  }

  async #conversationOf(ticketId: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ id: string }>(`select conversation_id as id from console.ticket where ticket_id = $1`, [ticketId]);
    return row?.id;
  }
}
