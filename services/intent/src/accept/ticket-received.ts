import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { Metrics } from '@deskhand/kit/metrics.js';
import { Metrics as MetricsToken } from '@deskhand/kit/runtime.js';
import type { Kept } from '@deskhand/model/model-request.js';
import { spentOf } from '@deskhand/model/spent-of.js';
import { travelRecord } from '@deskhand/model/travel-record.js';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { Router } from './route-turn.js';
import { parseReceived } from './parse-received.js';

/** Adds to a turn what the customer wants, or asks for a person at once where a rule says so. */
@Controller()
export class TicketReceivedController {
  constructor(
    @Inject(Router) private readonly router: Router,
    @Inject(MetricsToken) private readonly metrics: Metrics,
  ) {}

  @Hears('intent', 'ticket.received.v1')
  async received(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    const received = parseReceived(body);
    // A person has the conversation: escalation settles the turn, the bot stays out of it.
    if (received.heldBy) return { events: [], writes: [] };
    const { classified, trigger, tries } = await (delivery.lane === 'control' ? this.router.routeByRules(received) : this.router.route(received));
    const records = tries.map((each) => ({ ...travelRecord(each) }));
    const event = trigger
      ? outgoing(delivery, 'escalation.requested.v1', { received, classified, cause: { ...trigger, by: 'intent' }, ...(records.length > 0 && { transcript: { records } }) })
      : outgoing(delivery, 'ticket.classified.v1', { received, classified, modelRecords: records });
    return { events: [event], writes: [], afterCommit: () => this.#count(classified, tries) };
  }

  /** Guardrails are counted by the console, which hears of all of them. */
  #count({ intent, sentiment, priority }: Classified, tries: readonly Kept[]): void {
    this.metrics.tickets.inc({ intent, sentiment, priority });
    for (const each of tries) this.metrics.llmCost.inc({ model: each.record.model, tier: each.record.tier }, spentOf([each]).nanoUsd / 1e9);
  }
}
