import type { Shop } from '../shop.js';

/** One effect that the shop really carried out. */
export interface LedgerRow {
  sequence: number;
  idempotencyKey: string;
  /** refund · cancel · change_order · return · exchange · password_reset · change_customer · mail */
  effect: string;
  method: string;
  path: string;
  request: unknown;
  response: unknown;
  at: string;
}

export function readLedger(shop: Shop): readonly LedgerRow[] {
  const rows = shop.database.prepare('SELECT * FROM ledger ORDER BY sequence').all();
  return rows.map((row) => ({
    sequence: Number(row.sequence),
    idempotencyKey: String(row.idempotency_key),
    effect: String(row.effect),
    method: String(row.method),
    path: String(row.path),
    request: JSON.parse(String(row.request)),
    response: JSON.parse(String(row.response)),
    at: String(row.at),
  }));
}
