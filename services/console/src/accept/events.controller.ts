import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import { Concealer } from '../perform/concealer.js';
import { Projector } from '../perform/projector.js';
import { parseEvent } from './parse-event.js';

/** Everything that is said on the bus goes into archive and view, by the same three calls. */
@Controller()
export class ConsoleEventsController {
  constructor(
    @Inject(Concealer) private readonly concealer: Concealer,
    @Inject(Projector) private readonly projector: Projector,
  ) {}

  @Hears('console', 'ticket.received.v1')
  ticketReceived(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.#take(body, delivery);
  }

  @Hears('console', 'ticket.classified.v1')
  ticketClassified(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.#take(body, delivery);
  }

  @Hears('console', 'ticket.grounded.v1')
  ticketGrounded(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.#take(body, delivery);
  }

  @Hears('console', 'ticket.proposed.v1')
  ticketProposed(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.#take(body, delivery);
  }

  @Hears('console', 'escalation.requested.v1')
  escalationRequested(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.#take(body, delivery);
  }

  @Hears('console', 'approval.requested.v1')
  approvalRequested(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.#take(body, delivery);
  }

  @Hears('console', 'approval.decided.v1')
  approvalDecided(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.#take(body, delivery);
  }

  @Hears('console', 'reply.released.v1')
  replyReleased(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.#take(body, delivery);
  }

  @Hears('console', 'reply.delivered.v1')
  replyDelivered(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.#take(body, delivery);
  }

  @Hears('console', 'case.escalated.v1')
  caseEscalated(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.#take(body, delivery);
  }

  @Hears('console', 'case.changed.v1')
  caseChanged(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.#take(body, delivery);
  }

  @Hears('console', 'conversation.taken_over.v1')
  conversationTakenOver(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.#take(body, delivery);
  }

  @Hears('console', 'conversation.released.v1')
  conversationReleased(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.#take(body, delivery);
  }

  @Hears('console', 'conversation.resolved.v1')
  conversationResolved(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.#take(body, delivery);
  }

  @Hears('console', 'conversation.erased.v1')
  conversationErased(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.#take(body, delivery);
  }

  @Hears('console', 'feedback.given.v1')
  feedbackGiven(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.#take(body, delivery);
  }

  @Hears('console', 'outcome.recorded.v1')
  outcomeRecorded(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.#take(body, delivery);
  }

  async #take(body: unknown, delivery: Delivery): Promise<Outcome> {
    const event = parseEvent(body, delivery);
    const concealed = await this.concealer.conceal(event);
    return this.projector.take([concealed]);
  }
}
