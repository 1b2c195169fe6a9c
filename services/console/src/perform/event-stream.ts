import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Archive, ArchivedEvent, ArchiveFilter } from './archive.js';
import { anyEvent } from './projector.js';
import type { Waiters } from './waiters.js';

const pageSize = 200;
const lookAgainMs = 1_000;
const heartbeatMs = 15_000;

/** Server-sent events: what the archive holds, then what comes. */
export class EventStream {
  constructor(
    private readonly archive: Archive,
    private readonly waiters: Waiters,
  ) {}

  /** Ends when the client leaves or the desk stops. */
  async send(reply: FastifyReply, filter: ArchiveFilter, after: number): Promise<void> {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    raw.flushHeaders();
    try {
      await this.#follow(raw, filter, after);
    } finally {
      raw.end();
    }
  }

  async #follow(raw: ServerResponse, filter: ArchiveFilter, after: number): Promise<void> {
    for (let spokeAt = Date.now(); !raw.destroyed && !this.waiters.closed; ) {
      const news = this.waiters.listen(anyEvent, lookAgainMs);
      const events = await this.archive.page(after, filter, pageSize);
      if (events.length) {
        news.stop();
        after = events.at(-1)!.seq;
        await put(raw, events.map(frame).join(''));
        spokeAt = Date.now();
      } else {
        await news.came;
        if (Date.now() - spokeAt < heartbeatMs) continue;
        await put(raw, ': still here\n\n');
        spokeAt = Date.now();
      }
    }
  }
}

function frame(event: ArchivedEvent): string {
  return `id: ${event.seq}\nevent: ${event.topic}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** Waits while the client reads too slowly. */
async function put(raw: ServerResponse, text: string): Promise<void> {
  if (raw.write(text) || raw.destroyed) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      raw.off('drain', done);
      raw.off('close', done);
      resolve();
    };
    raw.once('drain', done);
    raw.once('close', done);
  });
}
