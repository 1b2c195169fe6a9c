import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import type { ReplyReleased } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import { Permanent } from '@deskhand/kit/errors.js';
import { Metrics } from '@deskhand/kit/metrics.js';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { z } from 'zod';
import { CodeDesk } from '../perform/code-desk.js';
import { ConversationStore } from '../perform/conversation-store.js';
import { deliverReply } from '../perform/deliver-reply.js';

const id = z.string().min(1);
/** What a delivery cannot do without; proto3 JSON may leave out the rest. */
const releasedSchema = z.looseObject({
  ticketId: id,
  conversationId: id,
  messageId: id,
  turn: z.int(),
  epoch: z.int().default(0),
  inReplyTo: z.string().default(''),
  text: z.string().min(1),
});

/** `reply.released.v1`: what may be sent, under an epoch. */
@Controller()
export class ReplyReleasedController {
  constructor(
    @Inject(ConversationStore) readonly store: ConversationStore,
    @Inject(CodeDesk) readonly codes: CodeDesk,
    @Inject(Metrics) readonly metrics: Metrics,
  ) {}

  @Hears('ingestion', 'reply.released.v1')
  async released(@Payload() value: unknown, @Ctx() { appendedAt }: Delivery): Promise<Outcome> {
    const parsed = releasedSchema.safeParse(value);
    if (!parsed.success) throw new Permanent(`Not a released reply: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
    return deliverReply(parsed.data as unknown as ReplyReleased, this, appendedAt);
  }
}
