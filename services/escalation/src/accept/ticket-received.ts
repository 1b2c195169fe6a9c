import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import { CaseKeeper } from '../perform/case-keeper.js';
import { parseFacts } from './parse-facts.js';

/** The customer has written. */
@Controller()
export class EscalationTicketReceived {
  constructor(@Inject(CaseKeeper) private readonly cases: CaseKeeper) {}

  @Hears('escalation', 'ticket.received.v1')
  async received(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.cases.onTurn(delivery, parseFacts(body));
  }
}
