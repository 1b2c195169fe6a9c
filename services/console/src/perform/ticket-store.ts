import { statement, write, type Write } from '@deskhand/bus/statement.js';
import type { Database } from '@deskhand/kit/database.js';
import { groupedRead } from '@deskhand/kit/grouped-read.js';
import { anticipateState } from '../decide/anticipate-state.js';
import type { TicketFacts } from '../decide/facts.js';
import { showEscalation } from '../decide/show-escalation.js';

export interface KnownTicket {
  facts: TicketFacts;
  version: number;
}

interface TicketRow {
  ticket_id: string;
  conversation_id: string;
  version: number;
  facts: string;
  state: string;
  queue: string | null;
  source: string | null;
  source_id: string | null;
  opened_at: string | null;
  approval_statuses: string[];
}

const columns = 'ticket_id, conversation_id, version, facts, state, queue, source, source_id, opened_at, approval_statuses';

/** Takes effect only where the stored version is the one before. */
const saveTicket = statement<TicketRow>(
  'console.ticket',
  `with r as (
     select * from jsonb_to_recordset($1::jsonb) as r(i int, ticket_id text, conversation_id text, version int, facts text, state text, queue text,
       source text, source_id text, opened_at timestamptz, approval_statuses text[])
   ), added as (
     insert into console.ticket (${columns}) select ${columns} from r where version = 1 order by i on conflict do nothing returning ticket_id
   ), changed as (
     update console.ticket t set version = r.version, facts = r.facts, state = r.state, queue = r.queue, source = r.source, source_id = r.source_id,
       opened_at = r.opened_at, approval_statuses = r.approval_statuses, updated_at = now()
     from r where t.ticket_id = r.ticket_id and r.version > 1 and t.version = r.version - 1 returning r.i
   )
   select i from changed union all select r.i from added join r using (ticket_id)`,
  { conditional: true },
);

export interface TicketFilter {
  state?: string;
  queue?: string;
  source?: string;
  sourceId?: string;
}

/** A place in the list, newest first. */
export interface ListPlace {
  openedAt: string;
  seq: string;
}

type Row = { facts: string };

/** The rows of the view. */
export class TicketStore {
  readonly #rows;

  constructor(private readonly db: Database) {
    this.#rows = groupedRead<{ id: string; version: number } & Row>(
      db,
      ['text[]'],
      `select ticket_id as id, version, facts from console.ticket where ticket_id = any($1)`,
    );
  }

  async load(ticketIds: readonly string[]): Promise<Map<string, KnownTicket>> {
    // Postgres has no NUL: nobody has such an id.
    const askable = ticketIds.filter((ticketId) => !ticketId.includes('\0'));
    if (!askable.length) return new Map();
    const rows = await this.#rows(askable);
    return new Map(rows.map(({ id, version, facts }) => [id, { version, facts: read({ facts }) }]));
  }

  save({ facts, version }: KnownTicket): Write {
    const { ticketId, conversationId, identity, approvals } = facts;
    return write(saveTicket, {
      ticket_id: ticketId,
      conversation_id: conversationId,
      version,
      facts: JSON.stringify(facts),
      state: anticipateState(facts),
      queue: showEscalation(facts)?.queue ?? null,
      source: identity?.value.source ?? null,
      source_id: identity?.value.sourceId ?? null,
      opened_at: openedAt(facts),
      approval_statuses: [...new Set(Object.values(approvals).map(({ value }) => value.status))],
    });
  }

  async find(ticketId: string): Promise<TicketFacts | undefined> {
    return (await this.load([ticketId])).get(ticketId)?.facts;
  }

  /** Newest first. */
  async list({ state, queue, source, sourceId }: TicketFilter, after: ListPlace | undefined, limit: number): Promise<{ facts: TicketFacts; place: ListPlace }[]> {
    const rows = await this.db.query<Row & ListPlace>(
      `select facts, seq, to_char(opened_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "openedAt" from console.ticket
       where source is not null and ($1::text is null or state = $1) and ($2::text is null or queue = $2) and ($3::text is null or source = $3)
         and ($4::text is null or source_id = $4) and ($5::timestamptz is null or (opened_at, seq) < ($5::timestamptz, $6::bigint))
       order by opened_at desc, seq desc limit $7`,
      [state ?? null, queue ?? null, source ?? null, sourceId ?? null, after?.openedAt ?? null, after?.seq ?? null, limit],
    );
    return rows.map(({ facts, seq, openedAt }) => ({ facts: read({ facts }), place: { seq, openedAt } }));
  }

  /** Oldest first. */
  async ofConversation(conversationId: string): Promise<TicketFacts[]> {
    if (conversationId.includes('\0')) return [];
    const rows = await this.db.query<Row>(`select facts from console.ticket where conversation_id = $1 and source is not null order by opened_at, seq`, [
      conversationId,
    ]);
    return rows.map(read);
  }

  /** Tickets that have an approval, or one of this status, oldest first. */
  async withApproval(status: string | undefined, limit: number): Promise<TicketFacts[]> {
    const rows = await this.db.query<Row>(
      `select facts from console.ticket where source is not null and approval_statuses <> '{}' and approval_statuses && $1::text[] order by opened_at, seq limit $2`,
      [status ? [status] : ['pending', 'approved', 'rejected', 'expired', 'withdrawn', 'stale'], limit],
    );
    return rows.map(read);
  }
}

function read({ facts }: Row): TicketFacts {
  return JSON.parse(facts) as TicketFacts;
}

function openedAt({ turns }: TicketFacts): string | null {
  const times = Object.values(turns).map(({ at }) => Date.parse(at));
  return times.length ? new Date(Math.min(...times)).toISOString() : null;
}
