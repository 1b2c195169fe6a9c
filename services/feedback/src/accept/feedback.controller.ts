import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { Bus } from '@deskhand/bus/bus.js';
import { Problem } from '@deskhand/kit/problem.js';
import { FeedbackConflict, FeedbackDesk } from '../perform/feedback-desk.js';
import { FeedbackView } from '../perform/feedback-view.js';
import { IngestionClient } from '../perform/ingestion-client.js';
import { feedbackSchema, type SubmittedFeedback } from './feedback-schema.js';

/** People and systems say how it went. */
@Controller('v1/feedback')
export class FeedbackController {
  constructor(
    @Inject(Bus) private readonly bus: Bus,
    @Inject(FeedbackDesk) private readonly desk: FeedbackDesk,
    @Inject(IngestionClient) private readonly ingestion: IngestionClient,
    @Inject(FeedbackView) private readonly view: FeedbackView,
  ) {}

  @Post()
  @HttpCode(202)
  async give(@Body({ schema: feedbackSchema }) feedback: SubmittedFeedback): Promise<{ id: string; ticketId: string }> {
    if (this.bus.saturated('feedback')) throw new Problem(429, 'Saturated', 'The desk has as much waiting as it can take: send this again in a second.', { headers: { 'retry-after': '1' } });
    const { id, ticketId } = feedback;
    const context = await this.ingestion.contextOf(ticketId);
    if (!context) throw new Problem(404, 'No such ticket', 'This desk has no ticket of that id: use the ticketId that the submission was answered with.');
    const { conversationId } = context;
    const text = await this.ingestion.tokenise(conversationId, feedback.text);
    const { events, time } = await this.commit(ticketId, conversationId, { ...feedback, text });
    await this.view.apply(events, time);
    return { id, ticketId };
  }

  private async commit(ticketId: string, conversationId: string, feedback: SubmittedFeedback) {
    try {
      return await this.bus.write(
        'feedback',
        conversationId,
        async (cause) => {
          const outcome = await this.desk.take(cause, { ...feedback, conversationId, at: cause.time });
          return { ...outcome, result: { events: outcome.events, time: cause.time } };
        },
        { subject: ticketId },
      );
    } catch (error) {
      if (error instanceof FeedbackConflict) throw new Problem(409, 'Id taken', error.message);
      throw error;
    }
  }
}
