import { plain } from '@deskhand/kit/text.js';
import { parseInput } from '@deskhand/kit/parse-input.js';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param } from '@nestjs/common';
import { z } from 'zod';
import { Eraser, type Certificate } from '../perform/eraser.js';
import { Exporter } from '../perform/exporter.js';
import { bySchema } from './submission-schema.js';

const customerId = z.object({ customerId: plain(200).min(1) });

/** What the law grants a customer: to be erased, and to have all that is held of them. By the shop's customer id. */
@Controller('v1/customers/:customerId')
export class CustomerController {
  constructor(
    @Inject(Eraser) private readonly eraser: Eraser,
    @Inject(Exporter) private readonly exporter: Exporter,
  ) {}

  @Delete()
  @HttpCode(200)
  erase(@Param('customerId') id: string, @Body({ schema: bySchema }) { by }: z.output<typeof bySchema>): Promise<Certificate> {
    return this.eraser.erase(parseInput(customerId, { customerId: id }).customerId, by);
  }

  @Get('export')
  export(@Param('customerId') id: string): Promise<object> {
    return this.exporter.export(parseInput(customerId, { customerId: id }).customerId);
  }
}
