import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import { Hears } from '@deskhand/bus/hears.js';
import { Permanent } from '@deskhand/kit/errors.js';
import { z } from 'zod';
import type { KnownCase } from '../decide/describe-outcome.js';
import { joinCase } from '../decide/join-case.js';
import { surveyAnswer } from '../decide/survey-answer.js';
import { takeFeedback } from '../decide/take-feedback.js';
import { FeedbackStore } from '../perform/feedback-store.js';
import { IngestionClient } from '../perform/ingestion-client.js';
import { RolloutDesk } from '../perform/rollout-desk.js';
import { RolloutStore } from '../perform/rollout-store.js';
import { sayOutcome } from '../perform/say-outcome.js';

const filled = z.string().min(1);

/** What cannot be done without; everything else of a fact is read where it is there. */
const caseShape = z.looseObject({
  received: z.looseObject({ ticketId: filled, conversationId: filled, source: filled, sourceId: filled, receivedAt: z.iso.datetime(), authenticated: z.boolean().default(false) }),
  case: z.looseObject({ state: filled, revision: z.int(), turn: z.int().default(1), outcome: z.string().default(''), rating: z.int().min(1).max(5).nullish(), at: z.iso.datetime() }),
});

/** A case has changed: where that is an outcome, analysts are told. */
@Controller()
export class CaseChangedController {
  constructor(
    @Inject(FeedbackStore) private readonly store: FeedbackStore,
    @Inject(IngestionClient) private readonly ingestion: IngestionClient,
    @Inject(RolloutStore) private readonly rollouts: RolloutStore,
    @Inject(RolloutDesk) private readonly rollout: RolloutDesk,
  ) {}

  @Hears('feedback', 'case.changed.v1')
  async changed(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    const change = parseCase(body);
    const before = await this.store.ticket(change.received.ticketId);
    const first = before?.record.firstReceivedAt ?? (await this.firstArrival(change));
    const { record, outcomes } = joinCase(before?.record, change, delivery.lane, first);
    const answer = surveyAnswer(change);
    const isNew = answer !== null && (await this.store.ticketOfGiven(answer.id)) === undefined;
    const rated = isNew ? takeFeedback(record, answer).rated : null;
    const counted = rated ? [...outcomes, { n: answer!.id, outcome: rated }] : outcomes;
    const costly = outcomes.map(({ outcome }) => outcome).filter(({ costUsd }) => Number(costUsd) > 0);
    const said = counted.map(({ n, outcome }) => ({ outcome, event: sayOutcome(delivery, outcome, n) }));
    return {
      events: [...(isNew ? [outgoing(delivery, 'feedback.given.v1', answer)] : []), ...said.map(({ event }) => event)],
      writes: [...(isNew ? [this.store.give(answer)] : []), this.store.save(record, before), ...said.map(({ event, outcome }) => this.store.record(event, outcome)), ...costly.map((outcome) => this.rollouts.spend(outcome))],
      ...(costly.length > 0 && { afterCommit: () => this.rollout.spent() }),
    };
  }

  /** The first turn may have been overtaken by the next before it came to rest: then its case was never heard of. */
  private async firstArrival({ received }: KnownCase): Promise<string> {
    if (received.turn <= 1) return received.receivedAt;
    return (await this.ingestion.firstArrival(received.ticketId)) ?? received.receivedAt;
  }
}

function parseCase(body: unknown): KnownCase {
  const read = caseShape.safeParse(body);
  if (read.success) return read.data as unknown as KnownCase;
  const [issue] = read.error.issues;
  throw new Permanent(`The event lacks a fact: ${issue?.path.join('.')} ${issue?.message}`);
}
