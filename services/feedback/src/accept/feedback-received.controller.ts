import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import { Permanent } from '@deskhand/kit/errors.js';
import { FeedbackConflict, FeedbackDesk } from '../perform/feedback-desk.js';
import { IngestionClient } from '../perform/ingestion-client.js';
import { feedbackSchema, type SubmittedFeedback } from './feedback-schema.js';

/** Feedback from a system that speaks Kafka. What cannot be taken goes to the dead letter, with the reason. */
@Controller()
export class FeedbackReceivedController {
  constructor(
    @Inject(FeedbackDesk) private readonly desk: FeedbackDesk,
    @Inject(IngestionClient) private readonly ingestion: IngestionClient,
  ) {}

  @Hears('feedback', 'feedback.received.v1')
  async received(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    const feedback = parseFeedback(body, delivery.id);
    const context = await this.ingestion.contextOf(feedback.ticketId);
    if (!context) throw new Permanent('There is no ticket of this ticketId.');
    const { conversationId } = context;
    const text = await this.ingestion.tokenise(conversationId, feedback.text);
    try {
      return await this.desk.take(delivery, { ...feedback, text, conversationId, at: delivery.appendedAt });
    } catch (error) {
      throw error instanceof FeedbackConflict ? new Permanent(error.message) : error;
    }
  }
}

/** `id` may come as `ce_id`. The reason names paths and quotes nothing of what was sent. */
function parseFeedback(body: unknown, deliveryId: string): SubmittedFeedback {
  const withId = typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body, id: 'id' in body ? (body.id ?? deliveryId) : deliveryId } : body;
  const read = feedbackSchema.safeParse(withId);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the value'} ${message}`);
  throw new Permanent(`Wrong shape: ${faults.join('; ')}`);
}
