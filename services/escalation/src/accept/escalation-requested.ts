import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import { judgeCause } from '../decide/judge-cause.js';
import { CaseKeeper } from '../perform/case-keeper.js';
import { parseCause, parseFacts } from './parse-facts.js';

/** A service cannot go on, and says why. */
@Controller()
export class EscalationRequestedController {
  constructor(@Inject(CaseKeeper) private readonly cases: CaseKeeper) {}

  @Hears('escalation', 'escalation.requested.v1')
  async requested(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    const told = { ...parseFacts(body), cause: parseCause(body) };
    return this.cases.onTurn(delivery, told, (story, { cause, ...facts }, setting) => judgeCause(story, facts, cause, setting));
  }
}
