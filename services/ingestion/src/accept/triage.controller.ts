import { Bus } from '@deskhand/bus/bus.js';
import { Problem } from '@deskhand/kit/problem.js';
import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { z } from 'zod';
import { answerTriage, type TriagedTicket } from '../decide/answer-triage.js';
import { Intake } from '../perform/intake.js';
import { SlaSettings } from '../perform/sla-settings.js';
import { View } from '../perform/view.js';
import { triageSchema } from './submission-schema.js';

/** POST /triage: a real, unauthenticated ticket that does nothing, and what the desk makes of it. */
@Controller('triage')
export class TriageController {
  constructor(
    @Inject(Bus) private readonly bus: Bus,
    @Inject(Intake) private readonly intake: Intake,
    @Inject(View) private readonly view: View,
    @Inject(SlaSettings) private readonly sla: SlaSettings,
  ) {}

  @Post()
  @HttpCode(200)
  async triage(@Body({ schema: triageSchema }) { id, text, metadata }: z.output<typeof triageSchema>) {
    const now = new Date();
    const submission = { source: 'triage', id, text, metadata };
    const { ticketId, events } = await this.bus.write('ingestion', `triage:${id}`, () => this.intake.ticket(submission, now.toISOString(), true));
    if (events.length > 0) await this.view.apply(events, now.toISOString());
    else await this.view.shows(ticketId);
    const waitMs = Math.max(0, now.getTime() + this.sla.triageWait - Date.now());
    const answer = answerTriage((await this.view.ticket(ticketId, waitMs)) as unknown as TriagedTicket);
    if (!answer) throw new Problem(504, 'Not settled', `The ticket ${ticketId} has not settled in time: GET /v1/tickets/${ticketId} shows it once it has.`);
    return answer;
  }
}
