import { Problem } from '@deskhand/kit/problem.js';
import { plain, printable, text } from '@deskhand/kit/text.js';
import { EmbeddingFailure } from '@deskhand/model/embedding-endpoint.js';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Finding } from '../decide/finding.js';
import type { Found } from '../decide/pick-passages.js';
import { Knowledge } from '../perform/knowledge.js';
import { Librarian, type ListedDocument, type Taken } from '../perform/librarian.js';

const mostAtOnce = 200;
const idShape = printable(400);
const day = z.iso.date('must be a day like 2026-11-20').optional();
const documentShape = z.object({
  id: idShape,
  title: printable(300),
  category: z.string().regex(/^[a-z][a-z0-9_-]{0,99}$/, 'must be a word of small letters, digits, _ and -'),
  source: printable(2_000),
  text: text(100_000),
  priority: z.enum(['critical', 'high', 'medium', 'low'], 'must be critical, high, medium or low').optional(),
  updated: day,
  expires: day,
});
const addShape = z.object({ by: printable(200), documents: z.array(documentShape).min(1, 'must name a document').max(mostAtOnce, `must be at most ${mostAtOnce}`) });
const removeShape = z.object({ by: printable(200) });
const searchShape = z.object({
  q: plain(4_000),
  /** Separated by commas. */
  categories: plain(1_000).default(''),
  limit: z.coerce.number('must be a whole number from 1 to 20').int().min(1, 'must be at least 1').max(20, 'must be at most 20').default(3),
});

/** The knowledge base for people: what it holds, what is added to it, what is wrong with it. */
@Controller('v1/knowledge')
export class KnowledgeController {
  constructor(
    @Inject(Librarian) private readonly librarian: Librarian,
    @Inject(Knowledge) private readonly knowledge: Knowledge,
  ) {}

  @Get('documents')
  async list(): Promise<{ items: ListedDocument[]; indexVersion: string }> {
    return { items: await this.librarian.list(), indexVersion: this.knowledge.indexVersion };
  }

  @Get('documents/:id')
  async show(@Param('id', { schema: idShape }) id: string) {
    const document = await this.librarian.show(id);
    if (!document) throw notFound(id);
    return document;
  }

  /** After the answer every search of this process finds what was taken in; other processes follow within two seconds. */
  @Post('documents')
  @HttpCode(200)
  async add(@Body({ schema: addShape }) { by, documents }: z.infer<typeof addShape>): Promise<{ items: Taken[]; indexVersion: string }> {
    const items = await this.librarian.add(documents, by).catch(sayThatTheyWait);
    return { items, indexVersion: this.knowledge.indexVersion };
  }

  @Delete('documents/:id')
  @HttpCode(200)
  async remove(@Param('id', { schema: idShape }) id: string, @Body({ schema: removeShape }) { by }: z.infer<typeof removeShape>): Promise<{ id: string; indexVersion: string }> {
    if (this.librarian.isOfCatalogue(id)) throw new Problem(409, 'Of the catalogue', `${id} belongs to the catalogue folder: remove the file there and start the desk again.`);
    if (!(await this.librarian.remove(id, by).catch(sayThatTheyWait))) throw notFound(id);
    return { id, indexVersion: this.knowledge.indexVersion };
  }

  @Get('search')
  async search(@Query({ schema: searchShape }) { q, categories, limit }: z.infer<typeof searchShape>): Promise<Found & { indexVersion: string }> {
    const found = await this.knowledge.search(q, { categories: categories.split(',').map((each) => each.trim()).filter(Boolean), limit });
    return { ...found, indexVersion: this.knowledge.indexVersion };
  }

  @Get('check')
  check(): Promise<{ documents: number; findings: Finding[] }> {
    return this.librarian.check();
  }
}

/** The change is stored; the index follows as soon as the endpoint makes vectors again. */
function sayThatTheyWait(error: unknown): never {
  if (!(error instanceof EmbeddingFailure)) throw error;
  throw new Problem(503, 'Not indexed yet', `The change is stored, but searches go on in the old index until vectors can be made: ${error.message}. It is tried again every 15 seconds.`);
}

function notFound(id: string): Problem {
  return new Problem(404, 'Not found', `There is no document ${id}: "deskhand kb list" names those there are.`);
}
