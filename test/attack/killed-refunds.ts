import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@deskhand/kit/database.js';
import { migrate } from '@deskhand/kit/migrate.js';
import { openDatabase as openShopDatabase } from '@deskhand/shop/store/open-database.js';
import { readLedger } from '@deskhand/shop/store/read-ledger.js';
import { KilledCrew } from './killed-crew.ts';
import { randomFrom } from './random-from.ts';
import { nextWord, startChild } from './start-child.ts';
import { centsOf, orderOf, writeRefundShop } from './write-refund-shop.ts';

export interface KilledRefundFigures {
  asked: number;
  kills: number;
  /** Asks that a death took with it, given out once more. */
  askedAgain: number;
  /** The last that each customer was told. */
  told: Record<string, number>;
  /** What was told before that, where it was no success. */
  toldBefore: Record<string, number>;
  /** Refunds in the shop's own ledger. */
  done: number;
  orders: number;
  cents: number;
  expectedCents: number;
  /** Orders that were not refunded once and to the cent. */
  wrong: string[];
  /** Keys under which the shop did something, and keys that the desk ever wrote down. */
  keys: number;
  keysOfDesk: number;
}

export interface KilledRefundOptions {
  n: number;
  seed: number;
  databaseUrl: string;
  killEveryMs?: number;
  freshKeys?: boolean;
}

const mostMessages = 6;

/** Refunds by three workers that are killed -9 all the time, on a shop in trouble, each in a process of its own on a Postgres. */
export async function refundUnderKills({ n, seed, databaseUrl, killEveryMs = 1_000, freshKeys = false }: KilledRefundOptions): Promise<KilledRefundFigures> {
  const db = await openDatabase({ databaseUrl, dataDir: '' });
  await migrate(db, 'actions', new URL('../../services/actions/migrations/', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'refunds-'));
  const file = join(folder, 'shop.sqlite');
  writeRefundShop(file, n);
  const shop = startChild('./refund-shop.child.ts', { SHOP_FILE: file, SHOP_SEED: String(seed) });
  const told = new Map<number, string>();
  const toldBefore: Record<string, number> = {};
  try {
    const { url } = await nextWord<{ url: string }>(shop);
    const crew = new KilledCrew(Array.from({ length: n }, (_, index) => ({ index, message: 1 })), randomFrom(seed), {
      workers: 3, together: 40, killEveryMs, env: { DATABASE_URL: databaseUrl, SHOP_URL: url, ...(freshKeys && { FRESH_KEYS: 'yes' }) },
      told(ask, status) {
        told.set(ask.index, status);
        if (status === 'succeeded') return undefined;
        toldBefore[status] = (toldBefore[status] ?? 0) + 1;
        // What failed, a customer asks for again in a new message.
        return ask.message < mostMessages ? { ...ask, message: ask.message + 1 } : undefined;
      },
    });
    await crew.work();
    const keysOfDesk = await db.query<{ n: number }>('select count(*)::int as n from actions.ledger', []);
    return { asked: n, kills: crew.kills, askedAgain: crew.askedAgain, told: countOf(told.values()), toldBefore, ...audit(file, n), keysOfDesk: keysOfDesk[0]!.n };
  } finally {
    shop.kill();
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The shop's own books against what was asked for. */
function audit(file: string, n: number) {
  const database = openShopDatabase(file);
  const refunds = readLedger({ database, now: () => new Date() }).filter(({ effect }) => effect === 'refund');
  database.close();
  const sums = new Map<string, number[]>();
  for (const { request } of refunds) {
    const { orderId, amount } = request as { orderId: string; amount: { value: string } };
    sums.set(orderId, [...(sums.get(orderId) ?? []), Math.round(Number(amount.value) * 100)]);
  }
  const indexes = Array.from({ length: n }, (_, index) => index);
  const wrong = indexes.filter((index) => String(sums.get(orderOf(index).orderId)) !== String(centsOf(index))).map((index) => `${orderOf(index).orderId}: ${centsOf(index)} asked, ${sums.get(orderOf(index).orderId)} done`);
  return {
    done: refunds.length,
    orders: sums.size,
    cents: [...sums.values()].flat().reduce((sum, cents) => sum + cents, 0),
    expectedCents: indexes.reduce((sum, index) => sum + centsOf(index), 0),
    wrong: wrong.slice(0, 20),
    keys: new Set(refunds.map(({ idempotencyKey }) => idempotencyKey)).size,
  };
}

function countOf(words: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
