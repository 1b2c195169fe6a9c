import type { OutgoingEvent } from '@deskhand/bus/delivery.js';
import { statement, write, type Write } from '@deskhand/bus/statement.js';
import type { FeedbackGiven } from '@deskhand/contracts/gen/events/deskhand/feedback/v1/events.js';
import type { Database } from '@deskhand/kit/database.js';
import { groupedRead } from '@deskhand/kit/grouped-read.js';
import type { Outcome, TicketRecord } from '../decide/outcome.js';

export interface StoredTicket {
  record: TicketRecord;
  version: number;
}

interface TicketRow {
  ticket_id: string;
  version: number;
  conversation_id: string;
  lane: string;
  revision: number;
  first_received_at: string | null;
  outcome: string | null;
  waiting: string;
}

const ticketColumns = 'ticket_id, version, conversation_id, lane, revision, first_received_at, outcome, waiting';

/** Takes effect only where the stored version is the one before. */
const saveTicket = statement<TicketRow>(
  'feedback.ticket',
  `with r as (
     select * from jsonb_to_recordset($1::jsonb) as r(i int, ticket_id text, version int, conversation_id text, lane text, revision int,
       first_received_at timestamptz, outcome text, waiting text)
   ), added as (
     insert into feedback.ticket (${ticketColumns}) select ${ticketColumns} from r where version = 1 on conflict do nothing returning ticket_id
   ), changed as (
     update feedback.ticket t set version = r.version, lane = r.lane, revision = r.revision, first_received_at = r.first_received_at, outcome = r.outcome, waiting = r.waiting
     from r where t.ticket_id = r.ticket_id and r.version > 1 and t.version = r.version - 1 returning r.i
   )
   select i from changed union all select r.i from added join r using (ticket_id)`,
  { conditional: true },
);

/** The same id counts once: whoever comes second runs again and sees the first. */
const addGiven = statement<FeedbackGiven>(
  'feedback.given',
  `with r as (
     select * from jsonb_to_recordset($1::jsonb) as r(i int, id text, "ticketId" text, kind text, value text, text text, by text, at timestamptz)
   ), added as (
     insert into feedback.given (id, ticket_id, kind, value, text, given_by, at)
     select distinct on (id) id, "ticketId", kind, value, text, by, at from r order by id, i on conflict do nothing returning id
   )
   select min(r.i) as i from added join r using (id) group by r.id`,
  { conditional: true },
);

const addOutcome = statement<{ event_id: string; ticket_id: string; kind: string; at: string; body: string }>(
  'feedback.outcome',
  `insert into feedback.outcome (event_id, ticket_id, kind, at, body)
   select event_id, ticket_id, kind, at, body from jsonb_to_recordset($1::jsonb) as r(i int, event_id text, ticket_id text, kind text, at timestamptz, body text)
   order by i on conflict do nothing`,
);

/** Tickets, feedback and outcomes. */
const eraseGiven = statement<{ ticket_id: string }>(
  'feedback.erase-given',
  `update feedback.given g set text = '' from jsonb_to_recordset($1::jsonb) as r(i int, ticket_id text) where g.ticket_id = r.ticket_id`,
);

export class FeedbackStore {
  readonly #tickets;

  constructor(private readonly db: Database) {
    this.#tickets = groupedRead<Omit<TicketRow, 'first_received_at'> & { first_received_at: Date | null }>(
      db,
      ['text'],
      `select ${ticketColumns} from feedback.ticket where ticket_id = $1`,
    );
  }

  async ticket(ticketId: string): Promise<StoredTicket | undefined> {
    const [row] = await this.#tickets(ticketId);
    if (!row) return undefined;
    const { version, conversation_id: conversationId, lane, revision, first_received_at: first } = row;
    const outcome = row.outcome === null ? null : (JSON.parse(row.outcome) as Outcome);
    const waiting = JSON.parse(row.waiting) as TicketRecord['waiting'];
    return { version, record: { ticketId, conversationId, lane, revision, firstReceivedAt: first?.toISOString() ?? null, outcome, waiting } };
  }

  save({ ticketId, conversationId, lane, revision, firstReceivedAt, outcome, waiting }: TicketRecord, before: StoredTicket | undefined): Write {
    return write(saveTicket, {
      ticket_id: ticketId,
      version: (before?.version ?? 0) + 1,
      conversation_id: conversationId,
      lane,
      revision,
      first_received_at: firstReceivedAt,
      outcome: outcome && JSON.stringify(outcome),
      waiting: JSON.stringify(waiting),
    });
  }

  /** The ticket that feedback of this id was given on. */
  async ticketOfGiven(id: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ ticket: string }>(`select ticket_id as ticket from feedback.given where id = $1`, [id]);
    return row?.ticket;
  }

  give(given: FeedbackGiven): Write {
    return write(addGiven, given);
  }

  record({ id, body }: OutgoingEvent, { ticketId, kind, at }: Outcome): Write {
    return write(addOutcome, { event_id: id, ticket_id: ticketId, kind, at, body: JSON.stringify(body) });
  }

  /** As JSON, oldest first. */
  async outcomes(ticketId: string): Promise<string[]> {
    const rows = await this.db.query<{ body: string }>(`select body from feedback.outcome where ticket_id = $1 order by seq`, [ticketId]);
    return rows.map(({ body }) => body);
  }

  /** Everything that was said of a ticket, oldest first. */
  async given(ticketId: string): Promise<object[]> {
    const rows = await this.db.query<{ id: string; kind: string; value: string; text: string; by: string; at: Date }>(
      `select id, kind, value, text, given_by as by, at from feedback.given where ticket_id = $1 order by at, id`,
      [ticketId],
    );
    return rows.map(({ at, ...said }) => ({ ...said, at: at.toISOString() }));
  }

  eraseTexts(ticketId: string): Write {
    return write(eraseGiven, { ticket_id: ticketId });
  }
}
