import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import { Permanent } from '@deskhand/kit/errors.js';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { z } from 'zod';
import { Librarian } from '../perform/librarian.js';

const shape = z.looseObject({ conversation: z.looseObject({ ticketIds: z.array(z.string()).default([]) }) });

/** A customer is erased: what the knowledge base learnt from their tickets goes. */
@Controller()
export class RetrievalConversationErased {
  constructor(@Inject(Librarian) private readonly librarian: Librarian) {}

  @Hears('retrieval', 'conversation.erased.v1')
  async erased(@Payload() body: unknown, @Ctx() _delivery: Delivery): Promise<Outcome> {
    const read = shape.safeParse(body);
    if (!read.success) throw new Permanent('The event does not say which tickets are erased.');
    await this.librarian.forgetTickets(read.data.conversation.ticketIds);
    return { events: [], writes: [] };
  }
}
