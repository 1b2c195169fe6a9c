import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { Metrics } from '@deskhand/kit/metrics.js';
import { Metrics as MetricsToken } from '@deskhand/kit/runtime.js';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { Classifier } from '../perform/classifier.js';
import { INTENT_CATALOGUE } from '../perform/intent-catalogue.js';
import { decideTurn } from './decide-turn.js';
import { parseReceived } from './parse-received.js';

/** Adds to a turn what the customer wants, or asks for a person at once where a rule says so. */
@Controller()
export class TicketReceivedController {
  constructor(
    @Inject(Classifier) private readonly classifier: Classifier,
    @Inject(INTENT_CATALOGUE) private readonly catalogue: Catalogue,
    @Inject(MetricsToken) private readonly metrics: Metrics,
  ) {}

  @Hears('intent', 'ticket.received.v1')
  async received(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    const received = parseReceived(body);
    // A person has the conversation: escalation settles the turn, the bot stays out of it.
    if (received.heldBy) return { events: [], writes: [] };
    const { classified, trigger } = decideTurn(received, this.catalogue, await this.classifier.ready());
    const event = trigger
      ? outgoing(delivery, 'escalation.requested.v1', { received, classified, cause: { ...trigger, by: 'intent' } })
      : outgoing(delivery, 'ticket.classified.v1', { received, classified });
    return { events: [event], writes: [], afterCommit: () => this.#count(classified) };
  }

  /** Guardrails are counted by the console, which hears of all of them. */
  #count({ intent, sentiment, priority }: Classified): void {
    this.metrics.tickets.inc({ intent, sentiment, priority });
  }
}
