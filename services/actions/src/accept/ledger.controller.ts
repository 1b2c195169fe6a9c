import { Controller, Get, Inject, Query } from '@nestjs/common';
import { plain } from '@deskhand/kit/text.js';
import { z } from 'zod';
import { Ledger } from '../perform/ledger.js';
import { type Checked, LedgerCheck } from '../perform/ledger-check.js';
import type { LedgerRow } from '../perform/ledger-row.js';

const word = plain(400).optional();
const chosenShape = z.object({ conversation: word, ticket: word, key: word, limit: z.coerce.number().int().min(1).max(1_000).default(100) });

/** The action ledger for people: every write, from the intention to its end, personal data as tokens. */
@Controller('v1/ledger')
export class LedgerController {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(LedgerCheck) private readonly check: LedgerCheck,
  ) {}

  /** Newest first. */
  @Get()
  async list(@Query({ schema: chosenShape }) { conversation, ticket, key, limit }: z.infer<typeof chosenShape>): Promise<{ items: LedgerRow[] }> {
    return { items: await this.ledger.list({ conversation, ticket, key }, limit) };
  }

  @Get('verify')
  verify(): Promise<Checked> {
    return this.check.run();
  }
}
