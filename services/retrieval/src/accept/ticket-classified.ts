import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { Grounding } from '@deskhand/contracts/gen/events/deskhand/retrieval/v1/events.js';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { adoptSecondLook } from '../decide/adopt-second-look.js';
import { type AskedTurn, buildQuery } from '../decide/build-query.js';
import { explainDoubt } from '../decide/explain-doubt.js';
import { judgeConfidence } from '../decide/judge-confidence.js';
import { Grounder } from '../perform/grounder.js';
import { SecondLooks } from '../perform/second-looks.js';
import { parseClassified } from './parse-classified.js';
import { RETRIEVAL_CATALOGUE } from '../perform/open-catalogue.js';

/** Adds to a turn what the documents say about it, or asks for a person when it is still not clear what it wants. */
@Controller()
export class TicketClassifiedController {
  constructor(
    @Inject(Grounder) private readonly grounder: Grounder,
    @Inject(SecondLooks) private readonly secondLooks: SecondLooks,
    @Inject(RETRIEVAL_CATALOGUE) private readonly catalogue: Catalogue,
  ) {}

  @Hears('retrieval', 'ticket.classified.v1')
  async classified(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    const { received, classified } = parseClassified(body);
    const { settled, grounding, isSure } = await this.#ground(received, classified);
    const facts = { received, classified: settled, grounding };
    const event = isSure
      ? outgoing(delivery, 'ticket.grounded.v1', facts)
      : outgoing(delivery, 'escalation.requested.v1', { ...facts, cause: explainDoubt(settled, this.catalogue) });
    return { events: [event], writes: [] };
  }

  async #ground(turn: AskedTurn, classified: Classified): Promise<{ settled: Classified; grounding: Grounding; isSure: boolean }> {
    if (classified.smallTalk) return { settled: classified, grounding: this.grounder.nothing(), isSure: true };
    const query = buildQuery(turn);
    const first = judgeConfidence(classified, this.catalogue);
    if (first.isSure) return { settled: classified, grounding: await this.grounder.ground(query, first.policy!.knowledge_categories), isSure: true };
    const anywhere = await this.grounder.groundAnywhere(query);
    const look = await this.secondLooks.reconsider(turn, anywhere.passages, classified);
    const second = judgeConfidence(look, this.catalogue);
    const settled = adoptSecondLook(classified, look, second.policy);
    if (!second.isSure) return { settled, grounding: anywhere, isSure: false };
    return { settled, grounding: await this.grounder.ground(query, second.policy!.knowledge_categories), isSure: true };
  }
}
