import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import { Permanent } from '@deskhand/kit/errors.js';
import { z } from 'zod';
import { FeedbackStore } from '../perform/feedback-store.js';

const erasedShape = z.looseObject({ conversation: z.looseObject({ ticketIds: z.array(z.string()).default([]) }) });

/** A customer is erased: what they said in their own words goes, what was counted stays. */
@Controller()
export class FeedbackConversationErased {
  constructor(@Inject(FeedbackStore) private readonly store: FeedbackStore) {}

  @Hears('feedback', 'conversation.erased.v1')
  async erased(@Payload() body: unknown, @Ctx() _delivery: Delivery): Promise<Outcome> {
    const read = erasedShape.safeParse(body);
    if (!read.success) throw new Permanent('The event does not say which tickets are erased.');
    return { events: [], writes: read.data.conversation.ticketIds.map((ticketId) => this.store.eraseTexts(ticketId)) };
  }
}
