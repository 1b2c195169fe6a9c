import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import { Permanent } from '@deskhand/kit/errors.js';
import { parseInput } from '@deskhand/kit/parse-input.js';
import { Problem } from '@deskhand/kit/problem.js';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { Intake } from '../perform/intake.js';
import { submissionSchema } from './submission-schema.js';

/** `ticket.submitted.v1`: the body of POST /v1/tickets. What POST would refuse goes to the dead letter as it came. */
@Controller()
export class TicketSubmittedController {
  constructor(@Inject(Intake) private readonly intake: Intake) {}

  @Hears('ingestion', 'ticket.submitted.v1')
  async submitted(@Payload() value: unknown, @Ctx() { appendedAt }: Delivery): Promise<Outcome> {
    try {
      return await this.intake.ticket(parseInput(submissionSchema, value), appendedAt);
    } catch (error) {
      throw error instanceof Problem && error.status < 500 ? new Permanent(reasonOf(error)) : error;
    }
  }
}

/** Paths and rules, never what was written. */
function reasonOf({ title, detail, errors = [] }: Problem): string {
  return errors.length > 0 ? `${title}: ${errors.map(({ path, message }) => `${path || 'the value'} ${message}`).join('; ')}` : detail;
}
