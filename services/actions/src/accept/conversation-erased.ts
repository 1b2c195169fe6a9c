import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import { Permanent } from '@deskhand/kit/errors.js';
import { Records } from '@deskhand/model/records.js';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { z } from 'zod';

const shape = z.looseObject({ conversation: z.looseObject({ ticketIds: z.array(z.string()).default([]) }) });

/** A customer is erased: what a model was asked and answered for them is forgotten. */
@Controller()
export class ActionsConversationErased {
  constructor(@Inject(Records) private readonly records: Records) {}

  @Hears('actions', 'conversation.erased.v1')
  async erased(@Payload() body: unknown, @Ctx() _delivery: Delivery): Promise<Outcome> {
    const read = shape.safeParse(body);
    if (!read.success) throw new Permanent('The event does not say which tickets are erased.');
    await this.records.forget(read.data.conversation.ticketIds);
    return { events: [], writes: [] };
  }
}
