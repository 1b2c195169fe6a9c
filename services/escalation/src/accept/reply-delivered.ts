import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import { erasedText } from '@deskhand/contracts/erase-texts.js';
import { z } from 'zod';
import type { Delivered } from '../decide/settle-turn.js';
import { settleTurn } from '../decide/settle-turn.js';
import { begin } from '../decide/story.js';
import { CaseKeeper } from '../perform/case-keeper.js';
import { Vault } from '../perform/vault.js';
import { parse } from './parse-facts.js';

const deliveredShape = z.looseObject({
  ticketId: z.string().min(1),
  conversationId: z.string().min(1),
  messageId: z.string().min(1),
  inReplyTo: z.string().default(''),
  by: z.string().min(1),
  text: z.string(),
  citations: z.array(z.unknown()).default([]),
  at: z.string(),
});

/** Something has reached the customer. */
@Controller()
export class EscalationReplyDelivered {
  constructor(
    @Inject(CaseKeeper) private readonly cases: CaseKeeper,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  @Hears('escalation', 'reply.delivered.v1')
  async delivered(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    const delivered = parse(deliveredShape, body);
    const { ticketId, conversationId, messageId } = delivered;
    const stored = await this.cases.store.find(ticketId, conversationId);
    if (!stored.record) return { events: [], writes: [] };
    const { settling } = stored.record;
    // On Kafka the public topic is in the clear: what was released is known, and what a person wrote is tokenised again.
    const { erased } = stored.change ?? {};
    const isErased = erased && Date.parse(delivered.at) <= Date.parse(erased.at);
    const text = settling?.messageId === messageId ? settling.text : isErased ? erasedText : await this.vault.tokenise(conversationId, delivered.text);
    const setting = this.cases.setting(delivery, ticketId, stored);
    const story = settleTurn(begin(stored.record), { ...delivered, text } as Delivered, setting);
    return this.cases.outcome(delivery, stored.record, story);
  }
}
