import type { Ending, Intention, LedgerRow } from '@deskhand/actions/perform/ledger-row.js';
import type { DailyLimit } from '@deskhand/actions/perform/ledger.js';

/** The action ledger's table, in memory. It outlives crashes, as the table does. */
export class MemoryLedger {
  readonly rows = new Map<string, LedgerRow>();

  async find(key: string): Promise<LedgerRow | undefined> {
    return this.rows.get(key);
  }

  async ofTurn(ticketId: string, turnId: string): Promise<LedgerRow[]> {
    return [...this.rows.values()].filter((row) => row.ticketId === ticketId && row.turnId === turnId);
  }

  async automaticToday(customerId: string, currency: string, now: string): Promise<{ count: number; minor: number; currency: string }> {
    const counts = (row: LedgerRow) =>
      row.tool === 'process_refund' && row.customerId === customerId && row.currency === currency && row.approvalId === null &&
      row.status !== 'refused' && row.status !== 'failed' && row.intendedAt.slice(0, 10) === now.slice(0, 10);
    const found = [...this.rows.values()].filter(counts);
    return { count: found.length, minor: found.reduce((sum, { amount }) => sum + (amount ?? 0), 0), currency };
  }

  async intend(intention: Intention, limit: DailyLimit | null, now: string): Promise<LedgerRow | null> {
    const known = this.rows.get(intention.idempotencyKey);
    if (known) return known;
    if (limit) {
      const { count, minor } = await this.automaticToday(intention.customerId, limit.currency, now);
      if (count + 1 > limit.count || minor + (intention.amount ?? 0) > limit.amount) return null;
    }
    const row: LedgerRow = { ...intention, status: 'intended', attempts: 0, result: null, refusal: null, reconciled: false, intendedAt: now, settledAt: null };
    this.rows.set(row.idempotencyKey, row);
    return row;
  }

  begin(key: string): void {
    this.#change(key, { status: 'sent', attempts: 1 });
  }

  settle(key: string, ending: Ending, now: string): LedgerRow {
    return this.#change(key, { ...ending, settledAt: now });
  }

  async reopen(row: LedgerRow): Promise<LedgerRow> {
    if (row.status !== 'unknown' && row.status !== 'failed') return row;
    return this.#change(row.idempotencyKey, { status: row.status === 'unknown' ? 'sent' : 'intended', attempts: 0 });
  }

  #change(key: string, change: Partial<LedgerRow>): LedgerRow {
    const row = { ...this.rows.get(key)!, ...change };
    this.rows.set(key, row);
    return row;
  }
}
