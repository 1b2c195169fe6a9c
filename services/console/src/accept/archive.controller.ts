import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { parseInput } from '@deskhand/kit/parse-input.js';
import type { z } from 'zod';
import { Archive } from '../perform/archive.js';
import { EventStream } from '../perform/event-stream.js';
import { eventsQuery } from './query-schemas.js';

const usualPage = 200;

/** The archive as it is: tokenised. JSON a page at a time, or a stream that goes on (`accept: text/event-stream`). */
@Controller('v1/events')
export class ArchiveController {
  constructor(
    @Inject(Archive) private readonly archive: Archive,
    @Inject(EventStream) private readonly stream: EventStream,
  ) {}

  @Get()
  async events(
    @Query({ schema: eventsQuery }) query: z.infer<typeof eventsQuery>,
    @Headers('accept') accept: string | undefined,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { limit = usualPage, after: asked, body, ...filter } = query;
    const isStream = accept?.includes('text/event-stream') ?? false;
    const resumed = isStream && lastEventId ? parseInput(eventsQuery, { after: lastEventId }).after : undefined;
    const from = resumed ?? asked ?? (isStream && !filter.ticketId && !filter.conversationId ? 'end' : 0);
    const after = from === 'end' ? await this.archive.end() : from;
    if (isStream) return this.stream.send(reply, filter, after);
    const items = body === 'brief' ? await this.archive.briefs(after, filter, limit) : await this.archive.page(after, filter, limit);
    return { items, next: items.at(-1)?.seq ?? after };
  }
}
