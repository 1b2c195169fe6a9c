import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { Metrics } from '@deskhand/kit/metrics.js';
import { Metrics as MetricsToken } from '@deskhand/kit/runtime.js';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { settleClassification } from '../decide/settle-classification.js';
import { Classifier } from '../perform/classifier.js';
import { INTENT_CATALOGUE } from '../perform/open-catalogue.js';
import { findTriggers } from './find-triggers.js';
import { orderNumberPattern } from './order-number-pattern.js';
import { parseReceived } from './parse-received.js';
import { tellClassified } from './tell-classified.js';

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
    const classified = await this.#classify(received);
    const [trigger] = findTriggers(received, classified, this.catalogue);
    const event = trigger
      ? outgoing(delivery, 'escalation.requested.v1', { received, classified, cause: { ...trigger, by: 'intent' } })
      : outgoing(delivery, 'ticket.classified.v1', { received, classified });
    return { events: [event], writes: [], afterCommit: () => this.#count(classified) };
  }

  async #classify(received: Received): Promise<Classified> {
    const { model, version } = await this.classifier.ready();
    const read = settleClassification({
      text: received.text,
      subject: received.subject,
      history: received.history.map(({ from, text }) => ({ from: from === 'customer' || from === 'human' ? from : 'bot', text })),
      model,
      orderNumberPattern: orderNumberPattern(this.catalogue.shop),
    });
    return tellClassified(received, read, this.catalogue, version);
  }

  /** Guardrails are counted by the console, which hears of all of them. */
  #count({ intent, sentiment, priority }: Classified): void {
    this.metrics.tickets.inc({ intent, sentiment, priority });
  }
}
