import type { Answer, WriteCall } from './call.js';
import { toProblem } from './http/to-problem.js';
import { Refusal } from './refusal.js';
import type { Shop } from './shop.js';
import { inTransaction } from './store/in-transaction.js';

export interface Write {
  call: WriteCall;
  idempotencyKey: string;
  /** The path as it was asked for, without the query. */
  path: string;
  params: Record<string, string>;
  body: unknown;
  canonical: string;
}

/**
 * Does a write once: effect, ledger row and answer are kept in one transaction, and the same key gets that answer again,
 * refusals included.
 */
export function executeWrite(shop: Shop, write: Write): Answer {
  return inTransaction(shop.database, () => {
    const earlier = findEarlierAnswer(shop, write);
    if (earlier) return earlier;
    const answer = runOrRefuse(shop, write);
    keepAnswer(shop, write, answer);
    if (answer.status < 300) addToLedger(shop, write, answer);
    return answer;
  });
}

function findEarlierAnswer(shop: Shop, { idempotencyKey, call, path, canonical }: Write): Answer | undefined {
  const row = shop.database.prepare('SELECT * FROM operations WHERE key = ?').get(idempotencyKey);
  if (!row) return undefined;
  if (row.method !== call.method || row.path !== path || row.request !== canonical) {
    const sentence = 'This Idempotency-Key was used for another request; repeat that one exactly, or take a new key for a new effect.';
    throw new Refusal(409, 'idempotency_key_reused', sentence);
  }
  return { status: Number(row.status), body: JSON.parse(String(row.response)) };
}

function runOrRefuse(shop: Shop, { call, params, body }: Write): Answer {
  shop.database.exec('SAVEPOINT effect');
  try {
    return call.run(shop, { params, query: new URLSearchParams(), body });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    shop.database.exec('ROLLBACK TO effect');
    return toProblem(error);
  }
}

function keepAnswer(shop: Shop, { idempotencyKey, call, path, canonical }: Write, answer: Answer): void {
  shop.database
    .prepare('INSERT INTO operations (key, method, path, request, status, response, at) VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(idempotencyKey, call.method, path, canonical, answer.status, JSON.stringify(answer.body), shop.now().toISOString());
}

function addToLedger(shop: Shop, { idempotencyKey, call, path, canonical }: Write, answer: Answer): void {
  shop.database
    .prepare('INSERT INTO ledger (idempotency_key, effect, method, path, request, response, at) VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(idempotencyKey, call.effect, call.method, path, canonical, JSON.stringify(answer.body), shop.now().toISOString());
}
