import type { PGlite } from '@electric-sql/pglite';
import { Duplex } from 'node:stream';

/** AuthenticationOk, then ReadyForQuery: whoever is in this process may come in. */
const welcome = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);
const [query, sync, terminate] = [0x51, 0x53, 0x58];

/**
 * What `pg` takes for the socket of a Postgres server, with PGlite behind it. Everything up to a Sync goes in as one piece, and a whole
 * pipeline of queries that was written in one go too: PGlite's own connection for `pg` calls it once for each message.
 */
export class EmbeddedSocket extends Duplex {
  #isStarted = false;
  #pending: Buffer[] = [];

  constructor(private readonly postgres: PGlite) {
    super();
  }

  connect(): this {
    process.nextTick(() => this.emit('connect'));
    return this;
  }

  setNoDelay(): void {}
  setKeepAlive(): void {}
  ref(): void {}
  unref(): void {}

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    void this.#take([chunk]).then(() => done(), done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    void this.#take(chunks.map(({ chunk }) => chunk)).then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.push(null);
    done();
  }

  /** `pg` writes whole messages, one or several in a chunk, and never half of one. */
  async #take(chunks: readonly Buffer[]): Promise<void> {
    if (!this.#isStarted) {
      this.#isStarted = true;
      this.push(welcome);
      return;
    }
    this.#pending.push(...chunks.filter((chunk) => chunk[0] !== terminate));
    if (!this.#pending.length || !isWhole(this.#pending.at(-1)!)) return;
    const message = Buffer.concat(this.#pending);
    this.#pending = [];
    this.push(await this.postgres.execProtocolRaw(message));
  }
}

/** Nothing is answered before a Sync, or a simple query, ends what was asked. */
function isWhole(chunk: Buffer): boolean {
  let last = 0;
  for (let at = 0; at < chunk.length; at += 1 + chunk.readUInt32BE(at + 1)) last = chunk[at]!;
  return last === sync || last === query;
}
