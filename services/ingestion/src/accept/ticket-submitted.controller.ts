import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import { Permanent } from '@deskhand/kit/errors.js';
import { parseInput } from '@deskhand/kit/parse-input.js';
import { Problem } from '@deskhand/kit/problem.js';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { Submission } from '../decide/submission.js';
import { Intake } from '../perform/intake.js';
import { Turnstile } from '../perform/turnstile.js';
import { submissionSchema } from './submission-schema.js';

/** `ticket.submitted.v1`: the body of POST /v1/tickets. What POST would refuse goes to the dead letter as it came. */
@Controller()
export class TicketSubmittedController {
  readonly #turnstile = new Turnstile();

  constructor(@Inject(Intake) private readonly intake: Intake) {}

  @Hears('ingestion', 'ticket.submitted.v1')
  async submitted(@Payload() value: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    try {
      return await this.#take(parseInput(submissionSchema, value), delivery);
    } catch (error) {
      throw error instanceof Problem && error.status < 500 ? new Permanent(reasonOf(error)) : error;
    }
  }

  async #take(submission: Submission, { id, appendedAt }: Delivery): Promise<Outcome> {
    const leave = await this.#turnstile.enter(submission.conversationId ?? `${submission.source}:${submission.id}`, id);
    try {
      const { events, writes, afterCommit } = await this.intake.ticket(submission, appendedAt);
      if (writes.length === 0) leave();
      const committed = () => {
        leave();
        afterCommit?.();
      };
      return { events, writes, afterCommit: committed };
    } catch (error) {
      leave();
      throw error;
    }
  }
}

/** Paths and rules, never what was written. */
function reasonOf({ title, detail, errors = [] }: Problem): string {
  return errors.length > 0 ? `${title}: ${errors.map(({ path, message }) => `${path || 'the value'} ${message}`).join('; ')}` : detail;
}
