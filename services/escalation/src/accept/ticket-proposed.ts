import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import { carryOut } from '../decide/carry-out.js';
import { judgeProposal } from '../decide/judge-proposal.js';
import { CaseKeeper } from '../perform/case-keeper.js';
import { parseProposed } from './parse-facts.js';

/** Actions has a draft, or has done what people approved. */
@Controller()
export class EscalationTicketProposed {
  constructor(@Inject(CaseKeeper) private readonly cases: CaseKeeper) {}

  @Hears('escalation', 'ticket.proposed.v1')
  async proposed(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    const facts = parseProposed(body);
    const judge = facts.proposal?.approvalId ? carryOut : judgeProposal;
    return this.cases.onTurn(delivery, facts, judge);
  }
}
