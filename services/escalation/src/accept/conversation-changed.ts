import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import { write } from '@deskhand/bus/statement.js';
import { z } from 'zod';
import type { ConversationChange } from '../decide/case.js';
import { changeConversation } from '../decide/change-conversation.js';
import { begin } from '../decide/story.js';
import { CaseKeeper } from '../perform/case-keeper.js';
import { saveConversation } from '../perform/case-statements.js';
import { parse } from './parse-facts.js';

export const changeShape = z.looseObject({
  conversation: z.object({
    conversationId: z.string().min(1),
    by: z.string().min(1),
    epoch: z.int().min(0),
    revision: z.int().min(0),
    at: z.string(),
    ticketIds: z.array(z.string()).default([]),
  }),
});

/** People take conversations over, hand them back, resolve them. */
@Controller()
export class EscalationConversationChanged {
  constructor(@Inject(CaseKeeper) private readonly cases: CaseKeeper) {}

  @Hears('escalation', 'conversation.taken_over.v1')
  takenOver(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.change('taken_over', body, delivery);
  }

  @Hears('escalation', 'conversation.released.v1')
  released(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.change('released', body, delivery);
  }

  @Hears('escalation', 'conversation.resolved.v1')
  resolved(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    return this.change('resolved', body, delivery);
  }

  private async change(kind: ConversationChange['kind'], body: unknown, delivery: Delivery): Promise<Outcome> {
    const change: ConversationChange = { kind, ...parse(changeShape, body).conversation };
    const { records, clock } = await this.cases.store.ofConversation(change.conversationId, change.ticketIds);
    const outcomes = records.map((record) => {
      const setting = this.cases.setting(delivery, record.ticketId, { clock });
      return this.cases.outcome(delivery, record, changeConversation(begin(record), change, setting));
    });
    const remembered = write(saveConversation, { conversation_id: change.conversationId, revision: change.revision, change });
    return {
      events: outcomes.flatMap(({ events }) => events),
      writes: [...outcomes.flatMap(({ writes }) => writes), remembered],
      afterCommit: () => outcomes.forEach(({ afterCommit }) => afterCommit?.()),
    };
  }
}
