import type { Database } from '@deskhand/kit/database.js';
import { groupedRead } from '@deskhand/kit/grouped-read.js';
import { canonicalJson } from '../decide/canonical-json.js';
import type { Ending, Intention, LedgerRow } from './ledger-row.js';

export interface DailyLimit {
  readonly currency: string;
  /** Minor units. */
  readonly amount: number;
  readonly count: number;
}

export interface LedgerOptions {
  /** Names this process; no two alike at a time. */
  readonly owner: string;
  /** Nobody else can be at this database: what another owner left is abandoned. */
  readonly exclusive: boolean;
  /** Longer than a call to the shop can take. */
  readonly leaseMs: number;
}

/**
 * The action ledger. Every step is one committed, conditional statement, so that of two workers only one goes on, and after a crash the
 * next one finds how far its predecessor came.
 */
export class Ledger {
  readonly #ofTurn;

  constructor(
    private readonly db: Database,
    private readonly options: LedgerOptions,
  ) {
    this.#ofTurn = groupedRead<StoredRow>(db, ['text', 'text'], selectSql('ticket_id = $1 and turn_id = $2'));
  }

  async find(idempotencyKey: string): Promise<LedgerRow | null> {
    return (await this.#select('idempotency_key = $1', [idempotencyKey]))[0] ?? null;
  }

  async ofTurn(ticketId: string, turnId: string): Promise<LedgerRow[]> {
    return (await this.#ofTurn(ticketId, turnId)).map(toRow);
  }

  ofTicket(ticketId: string): Promise<LedgerRow[]> {
    return this.#select('ticket_id = $1', [ticketId]);
  }

  ofConversation(conversationId: string): Promise<LedgerRow[]> {
    return this.#select('conversation_id = $1', [conversationId]);
  }

  /** Newest first. */
  async list({ conversation, ticket, key }: { conversation?: string | undefined; ticket?: string | undefined; key?: string | undefined }, limit: number): Promise<LedgerRow[]> {
    const rows = await this.db.query<StoredRow>(
      `select * from actions.ledger where ($1::text is null or conversation_id = $1) and ($2::text is null or ticket_id = $2) and ($3::text is null or idempotency_key = $3)
       order by intended_at desc, idempotency_key limit $4`,
      [conversation ?? null, ticket ?? null, key ?? null, limit],
    );
    return rows.map(toRow);
  }

  /** Page by page in the order of keys. */
  async after(key: string, limit: number): Promise<LedgerRow[]> {
    return (await this.db.query<StoredRow>('select * from actions.ledger where idempotency_key > $1 order by idempotency_key limit $2', [key, limit])).map(toRow);
  }

  /** Keys of writes that were sent and that nobody is at any more. */
  async abandoned(): Promise<Set<string>> {
    const rows = await this.db.query<{ idempotency_key: string }>(`select idempotency_key from actions.ledger where status = 'sent' and leased_until < clock_timestamp()`, []);
    return new Set(rows.map((row) => row.idempotency_key));
  }

  /** Refunds of the day (UTC) that no person approved, those under way included. */
  async automaticToday(customerId: string, currency: string, now: string): Promise<{ count: number; minor: number; currency: string }> {
    const [row] = await this.db.query<{ count: number; minor: string }>(automaticSql, [customerId, currency, now]);
    return { count: row?.count ?? 0, minor: Number(row?.minor ?? 0), currency };
  }

  /**
   * Writes the intention down, or finds the one that is there. With a limit, customers' intentions queue up behind each other, so that
   * two conversations at once cannot both use the last of it: null when it is used up.
   */
  async intend(intention: Intention, limit: DailyLimit | null, now: string): Promise<LedgerRow | null> {
    const known = await this.find(intention.idempotencyKey);
    if (known) return known;
    if (!limit) {
      await this.db.query(insertSql, valuesOf(intention, now));
      return this.find(intention.idempotencyKey);
    }
    const isWithin = await this.db.transaction(async (client) => {
      await client.query(`select pg_advisory_xact_lock(hashtextextended('actions.refunds', hashtextextended($1, 0)))`, [intention.customerId]);
      const { rows } = await client.query<{ count: number; minor: string }>(automaticSql, [intention.customerId, limit.currency, now]);
      const { count = 0, minor = '0' } = rows[0] ?? {};
      if (count + 1 > limit.count || Number(minor) + (intention.amount ?? 0) > limit.amount) return false;
      await client.query(insertSql, valuesOf(intention, now));
      return true;
    });
    return isWithin ? this.find(intention.idempotencyKey) : null;
  }

  /** intended → sent: true for the one worker that may send it. */
  async begin(idempotencyKey: string): Promise<boolean> {
    const { owner, leaseMs } = this.options;
    const rows = await this.db.query(
      `update actions.ledger set status = 'sent', attempts = 1, sent_at = clock_timestamp(), owner = $2, leased_until = clock_timestamp() + $3 * interval '1 ms'
       where idempotency_key = $1 and status = 'intended' returning 1`,
      [idempotencyKey, owner, leaseMs],
    );
    return rows.length === 1;
  }

  /** Takes over a write whose sender is gone. True for the one worker that may now ask what became of it. */
  async takeOver(idempotencyKey: string): Promise<boolean> {
    const { owner, leaseMs, exclusive } = this.options;
    const rows = await this.db.query(
      `update actions.ledger set owner = $2, leased_until = clock_timestamp() + $3 * interval '1 ms'
       where idempotency_key = $1 and status = 'sent' and (leased_until < clock_timestamp() or ($4 and owner <> $2)) returning 1`,
      [idempotencyKey, owner, leaseMs, exclusive],
    );
    return rows.length === 1;
  }

  /** Before each further call to the shop: keeps the lease, and counts what is sent. False: somebody else has it now. */
  async renew(idempotencyKey: string, isSending: boolean): Promise<boolean> {
    const { owner, leaseMs } = this.options;
    const rows = await this.db.query(
      `update actions.ledger set leased_until = clock_timestamp() + $3 * interval '1 ms', attempts = attempts + $4
       where idempotency_key = $1 and status = 'sent' and owner = $2 returning 1`,
      [idempotencyKey, owner, leaseMs, isSending ? 1 : 0],
    );
    return rows.length === 1;
  }

  /** sent → what became of it. False: somebody else has settled it. */
  async settle(idempotencyKey: string, ending: Ending, reconciled: boolean): Promise<boolean> {
    const result = ending.status === 'succeeded' ? canonicalJson(ending.result) : null;
    const refusal = ending.status === 'refused' ? ending.refusal : null;
    const rows = await this.db.query(
      `update actions.ledger set status = $3, result = $4, refusal_code = $5, refusal_words = $6, reconciled = $7, settled_at = clock_timestamp()
       where idempotency_key = $1 and status = 'sent' and owner = $2 returning 1`,
      [idempotencyKey, this.options.owner, ending.status, result, refusal?.code ?? null, refusal?.words ?? null, reconciled],
    );
    return rows.length === 1;
  }

  /** The same wish in a later turn: what is in doubt is asked for again, what failed may be sent again, under the same key. */
  async reopen(row: LedgerRow): Promise<LedgerRow> {
    await this.db.query(
      `update actions.ledger set status = case when status = 'unknown' then 'sent' else 'intended' end, leased_until = clock_timestamp(), attempts = 0
       where idempotency_key = $1 and status in ('unknown', 'failed')`,
      [row.idempotencyKey],
    );
    return (await this.find(row.idempotencyKey)) ?? row;
  }

  async #select(where: string, params: unknown[]): Promise<LedgerRow[]> {
    const rows = await this.db.query<StoredRow>(selectSql(where), params);
    return rows.map(toRow);
  }
}

function selectSql(where: string): string {
  return `select * from actions.ledger where ${where} order by intended_at, idempotency_key`;
}

const automaticSql = `select count(*)::int as count, coalesce(sum(amount), 0)::text as minor from actions.ledger
  where tool = 'process_refund' and customer_id = $1 and currency = $2 and approval_id is null
    and status in ('intended', 'sent', 'succeeded', 'unknown')
    and intended_at >= date_trunc('day', $3::timestamptz at time zone 'UTC') at time zone 'UTC'
    and intended_at < date_trunc('day', $3::timestamptz at time zone 'UTC') at time zone 'UTC' + interval '1 day'`;

const insertSql = `insert into actions.ledger
  (idempotency_key, conversation_id, ticket_id, turn_id, tool, arguments, customer_id, order_id, amount, currency, approval_id, status, intended_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'intended', $12) on conflict (idempotency_key) do nothing`;

function valuesOf(row: Intention, now: string): unknown[] {
  return [
    row.idempotencyKey, row.conversationId, row.ticketId, row.turnId, row.tool, canonicalJson(row.arguments), row.customerId,
    row.orderId, row.amount, row.currency, row.approvalId, now,
  ];
}

interface StoredRow {
  idempotency_key: string;
  conversation_id: string;
  ticket_id: string;
  turn_id: string;
  tool: LedgerRow['tool'];
  arguments: string;
  customer_id: string;
  order_id: string | null;
  amount: string | null;
  currency: string | null;
  approval_id: string | null;
  status: LedgerRow['status'];
  attempts: number;
  result: string | null;
  refusal_code: string | null;
  refusal_words: string | null;
  reconciled: boolean;
  intended_at: Date;
  settled_at: Date | null;
}

function toRow(row: StoredRow): LedgerRow {
  return {
    idempotencyKey: row.idempotency_key,
    conversationId: row.conversation_id,
    ticketId: row.ticket_id,
    turnId: row.turn_id,
    tool: row.tool,
    arguments: JSON.parse(row.arguments),
    customerId: row.customer_id,
    orderId: row.order_id,
    amount: row.amount === null ? null : Number(row.amount),
    currency: row.currency,
    approvalId: row.approval_id,
    status: row.status,
    attempts: row.attempts,
    result: row.result === null ? null : JSON.parse(row.result),
    refusal: row.refusal_code === null ? null : { code: row.refusal_code, words: row.refusal_words ?? '' },
    reconciled: row.reconciled,
    intendedAt: row.intended_at.toISOString(),
    settledAt: row.settled_at?.toISOString() ?? null,
  };
}
