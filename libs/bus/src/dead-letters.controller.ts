import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { Problem } from '@deskhand/kit/problem.js';
import { plain } from '@deskhand/kit/text.js';
import { z } from 'zod';
import { Bus } from './bus.js';
import type { DeadLetterSummary } from './dead-letter.js';
import type { RawRecord } from './incoming.js';

const word = plain(200).optional();
const listShape = z.object({ service: word, topic: word, limit: z.coerce.number().int().min(1).max(1_000).default(100) });
const chosenShape = z
  .object({ id: z.uuid().optional(), service: word, topic: word, all: z.literal(true).optional() })
  .refine(({ id, service, topic, all }) => id ?? service ?? topic ?? all, { path: ['id'], message: 'must be given, or service, topic, or all: true' });
type Chosen = z.infer<typeof chosenShape>;

/** What the operator does with dead letters over HTTP. */
@Controller('v1/dead-letters')
export class DeadLettersController {
  constructor(@Inject(Bus) private readonly bus: Bus) {}

  @Get()
  async list(@Query({ schema: listShape }) filter: z.infer<typeof listShape>) {
    return { items: await this.bus.listDeadLetters(filter) };
  }

  @Get(':id')
  async show(@Param('id') id: string) {
    const found = z.uuid().safeParse(id).success ? await this.bus.readDeadLetter(id) : undefined;
    if (!found) throw new Problem(404, 'No such dead letter', `There is no dead letter ${id} (any more): GET /v1/dead-letters lists those that wait.`);
    const { record, ...summary } = found;
    return { ...summary, record: record ? showRecord(record) : null };
  }

  @Post('replay')
  @HttpCode(200)
  async replay(@Body({ schema: chosenShape }) chosen: Chosen) {
    let count = 0;
    for (const { id } of await this.chosen(chosen)) if (await this.bus.replayDeadLetter(id)) count++;
    return { count };
  }

  @Post('purge')
  @HttpCode(200)
  async purge(@Body({ schema: chosenShape }) { id, service, topic }: Chosen) {
    return { count: await this.bus.purgeDeadLetters({ id, service, topic }) };
  }

  private async chosen({ id, service, topic }: Chosen): Promise<Pick<DeadLetterSummary, 'id'>[]> {
    return id === undefined ? this.bus.listDeadLetters({ service, topic }) : [{ id }];
  }
}

/** Text where the bytes are text, else base64 with `encoding` saying so. */
function showRecord({ key, value, headers }: RawRecord) {
  const text = value?.toString('utf8') ?? null;
  const isText = text === null || Buffer.from(text).equals(value!);
  return {
    key: key?.toString('utf8') ?? null,
    value: isText ? text : value!.toString('base64'),
    encoding: isText ? 'utf8' : 'base64',
    headers: Object.fromEntries(Object.entries(headers).map(([name, bytes]) => [name, [bytes].flat().map(readable).join(', ')])),
  };
}

/** Numbers in headers are bytes, which no terminal shows. */
function readable(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return /[\p{Cc}\ufffd]/u.test(text.replace(/\s/g, '')) ? `0x${bytes.toString('hex')}` : text;
}
