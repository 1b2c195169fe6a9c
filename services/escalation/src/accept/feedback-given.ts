import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import { z } from 'zod';
import { takeClosure } from '../decide/take-closure.js';
import { CaseKeeper } from '../perform/case-keeper.js';
import { parse } from './parse-facts.js';

const feedbackShape = z.looseObject({
  ticketId: z.string().min(1),
  conversationId: z.string().min(1),
  kind: z.string(),
  value: z.string().default(''),
});

/** The customer says how it went; only a closure moves the case. */
@Controller()
export class EscalationFeedbackGiven {
  constructor(@Inject(CaseKeeper) private readonly cases: CaseKeeper) {}

  @Hears('escalation', 'feedback.given.v1')
  async given(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    const { ticketId, conversationId, kind, value } = parse(feedbackShape, body);
    if (kind !== 'closure') return { events: [], writes: [] };
    return this.cases.onCase(delivery, ticketId, conversationId, (story, setting) => takeClosure(story, value, setting));
  }
}
