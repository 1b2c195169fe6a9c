import { AsyncLocalStorage } from 'node:async_hooks';
import type { Socket } from 'node:net';
import pg from 'pg';
import { openEmbedded } from './open-embedded.js';
import { openServer } from './open-server.js';
import { isStalePlan, StatementNames } from './statement-names.js';

/** An abstract class and not an interface, so that Nest can inject it by its name. */
export abstract class Database {
  abstract readonly pool: pg.Pool;
  /** True for PGlite: one connection in this process, so nobody may ask for a second while holding it. */
  abstract readonly embedded: boolean;
  /** With parameters it is planned once per connection: in PGlite planning costs up to twenty times what running does. */
  abstract query<Row extends object = Record<string, unknown>>(sql: string, params?: unknown[]): Promise<Row[]>;
  /** Commits when `work` resolves, rolls back when it rejects. `work` uses its client and nothing else of this database. */
  abstract transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
  abstract close(): Promise<void>;
}

export interface DatabaseOptions {
  /** A Postgres 15 or later; without it PGlite in `dataDir`. */
  databaseUrl?: string | undefined;
  dataDir: string;
}

/** @throws BootFailure with a sentence when the server or the folder cannot be used */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { pool, close } = options.databaseUrl ? await openServer(options.databaseUrl) : await openEmbedded(options.dataDir);
  return new PooledDatabase(pool, !options.databaseUrl, close);
}

class PooledDatabase implements Database {
  readonly #inTransaction = new AsyncLocalStorage<{ open: boolean }>();
  readonly #names = new StatementNames();
  readonly #close: () => Promise<void>;
  #closed: Promise<void> | undefined;

  constructor(
    readonly pool: pg.Pool,
    readonly embedded: boolean,
    close: () => Promise<void>,
  ) {
    this.#close = close;
  }

  async query<Row extends object>(sql: string, params?: unknown[]): Promise<Row[]> {
    this.#refuseSecondConnection();
    const name = params && this.#names.of(sql);
    if (!name) return (await this.pool.query<Row>(sql, params)).rows;
    try {
      return (await this.pool.query<Row>({ name, text: sql, values: params })).rows;
    } catch (error) {
      if (!isStalePlan(error)) throw error;
      return (await this.pool.query<Row>(sql, params)).rows;
    }
  }

  async transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    this.#refuseSecondConnection();
    const client = await this.pool.connect();
    const state = { open: true };
    let broken: Error | undefined;
    try {
      holdWrites(client);
      // The first statements need not wait for the word that a transaction has begun: without it none of them runs.
      const begun = client.query('begin');
      const [worked, began] = await Promise.allSettled([this.#inTransaction.run(state, () => work(client)), begun]);
      if (began.status === 'rejected') throw began.reason;
      if (worked.status === 'rejected') throw worked.reason;
      await client.query('commit');
      return worked.value;
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      state.open = false;
      client.release(broken);
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  /** With one connection it would wait for itself for ever, and with many it is how pools starve: an error is kinder. */
  #refuseSecondConnection(): void {
    if (this.#inTransaction.getStore()?.open)
      throw new Error('A transaction asked the pool for a second connection: use the client it was given, or read before it opens.');
  }
}

/** What is asked in one go leaves in one packet: each packet of its own wakes the server once more. PGlite has no socket to hold. */
function holdWrites(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection?: { stream: Partial<Socket> } }).connection ?? {};
  stream?.cork?.();
  process.nextTick(() => stream?.uncork?.());
}
