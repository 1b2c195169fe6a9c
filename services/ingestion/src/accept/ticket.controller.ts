import { Bus } from '@deskhand/bus/bus.js';
import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { ConversationStore } from '../perform/conversation-store.js';
import { Intake, unknownTicket } from '../perform/intake.js';
import { View } from '../perform/view.js';
import { messageSchema, submissionSchema } from './submission-schema.js';

/** POST /v1/tickets and …/messages. */
@Controller('v1/tickets')
export class TicketController {
  constructor(
    @Inject(Bus) private readonly bus: Bus,
    @Inject(Intake) private readonly intake: Intake,
    @Inject(ConversationStore) private readonly store: ConversationStore,
    @Inject(View) private readonly view: View,
  ) {}

  @Post()
  @HttpCode(202)
  async submit(@Body({ schema: submissionSchema }) submission: z.output<typeof submissionSchema>) {
    const now = new Date().toISOString();
    const key = submission.conversationId ?? `${submission.source}:${submission.id}`;
    const { ticketId, conversationId, events } = await this.bus.write('ingestion', key, () => this.intake.ticket(submission, now));
    await this.#show(ticketId, events, now);
    return { ticketId, conversationId, state: 'received' };
  }

  @Post(':ticketId/messages')
  @HttpCode(202)
  async say(@Param('ticketId') ticketId: string, @Body({ schema: messageSchema }) message: z.output<typeof messageSchema>) {
    const now = new Date().toISOString();
    const key = await this.store.conversationOf(ticketId);
    if (key === undefined) throw unknownTicket(ticketId);
    const { messageId, events } = await this.bus.write('ingestion', key, () => this.intake.message(ticketId, message, now));
    await this.#show(ticketId, events, now);
    return { messageId, ticketId, state: 'received' };
  }

  /** After the answer any GET shows the write, also when this is the second of two that came together. */
  async #show(ticketId: string, events: Parameters<View['apply']>[0], now: string): Promise<void> {
    if (events.length > 0) await this.view.apply(events, now);
    else await this.view.shows(ticketId);
  }
}
