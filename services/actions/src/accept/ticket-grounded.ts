import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import { Metrics } from '@deskhand/kit/runtime.js';
import { noteModel } from '../decide/note-model.js';
import { propose } from '../decide/propose.js';
import { TurnFactory } from '../perform/turn-factory.js';
import { TurnRunner } from '../perform/turn-runner.js';
import { parseFacts } from './parse-facts.js';

/** A turn with everything known about it: does what can be done and drafts what the customer is told. */
@Controller()
export class TicketGroundedController {
  constructor(
    @Inject(TurnFactory) private readonly turns: TurnFactory,
    @Inject(TurnRunner) private readonly runner: TurnRunner,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @Hears('actions', 'ticket.grounded.v1')
  async grounded(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    const facts = parseFacts(body);
    const turn = await this.turns.make(facts, delivery.appendedAt);
    const { step, calls, superseded, model } = await this.runner.run(turn);
    if (superseded) return { events: [], writes: [] };
    const { received, classified, grounding } = facts;
    const afterCommit = () => {
      for (const { model: name, tier, usd } of model?.spending ?? []) this.metrics.llmCost.inc({ model: name, tier }, usd);
    };
    const transcript = model && { records: model.records.map((record) => ({ ...record })) };
    const proposed = noteModel(propose(turn, step, calls), model);
    if (proposed.kind === 'proposed') {
      return { events: [outgoing(delivery, 'ticket.proposed.v1', { received, classified, grounding, proposal: proposed.proposal, transcript })], writes: [], afterCommit };
    }
    const { proposal, code, reason } = proposed;
    const cause = { code, reason, by: 'actions' };
    return { events: [outgoing(delivery, 'escalation.requested.v1', { received, classified, grounding, proposal, cause, transcript })], writes: [], afterCommit };
  }
}
