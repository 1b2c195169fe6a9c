import { Controller, Get, Inject } from '@nestjs/common';
import { type Operations, readOperations } from '../perform/operations.js';
import { Database } from '@deskhand/kit/database.js';
import { ConsolePolicy } from '../perform/console-policy.js';

/** What `deskhand doctor` asks. */
@Controller('v1/operations')
export class OperationsController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(ConsolePolicy) private readonly policy: ConsolePolicy,
  ) {}

  @Get()
  operations(): Promise<Operations> {
    return readOperations(this.db, this.policy.spendPerDayMinor);
  }
}
