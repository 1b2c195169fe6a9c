import type { AddressInfo } from 'node:net';
import { FaultSource } from './faults/fault-source.js';
import type { Faults } from './faults/faults.js';
import { createShopServer } from './http/create-shop-server.js';
import { seedDatabase } from './seed/seed-database.js';
import { openDatabase } from './store/open-database.js';
import { type LedgerRow, readLedger } from './store/read-ledger.js';

export type { Faults, LedgerRow };

export interface ShopOptions {
  /** 0 (default): any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** The bearer that every call must carry; none where unset. */
  token?: string;
  /** SQLite file; `:memory:` by default. */
  file?: string;
  /** Fill an empty database with Larkspur Goods. Default true. */
  seed?: boolean;
  faults?: Faults;
  now?: () => Date;
}

export interface RunningShop {
  url: string;
  port: number;
  /** Ends open requests at once, too. Safe to call twice. */
  close(): Promise<void>;
  /** Every write effect that was executed, in order; still readable after `close`. */
  ledger(): readonly LedgerRow[];
}

export async function startShop(options: ShopOptions = {}): Promise<RunningShop> {
  const { port = 0, host = '127.0.0.1', token, file = ':memory:', seed = true, faults, now = () => new Date() } = options;
  const database = openDatabase(file);
  const shop = { database, now };
  if (seed) seedDatabase(shop);
  const server = createShopServer({ shop, token: token || undefined, faults: faults && new FaultSource(faults) });
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  } catch (error) {
    database.close();
    throw error;
  }
  const bound = server.address() as AddressInfo;
  let lastLedger: readonly LedgerRow[] | undefined;

  async function close(): Promise<void> {
    if (lastLedger) return;
    lastLedger = readLedger(shop);
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    database.close();
  }

  return {
    url: `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`,
    port: bound.port,
    close,
    ledger: () => lastLedger ?? readLedger(shop),
  };
}
