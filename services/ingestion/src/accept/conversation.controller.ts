import { randomUUID } from 'node:crypto';
import { Bus } from '@deskhand/bus/bus.js';
import type { Cause } from '@deskhand/bus/delivery.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import { Database } from '@deskhand/kit/database.js';
import { Problem } from '@deskhand/kit/problem.js';
import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import type { Verb } from '../decide/hold-conversation.js';
import { ConversationStore } from '../perform/conversation-store.js';
import { Holding, type Done } from '../perform/hold.js';
import { showConversation } from '../perform/show-conversation.js';
import { SlaSettings } from '../perform/sla-settings.js';
import { repliesAreOut } from '../perform/unpublished-replies.js';
import { Vault } from '../perform/vault.js';
import { View } from '../perform/view.js';
import { WriteClaims } from '../perform/write-claims.js';
import { bySchema, replySchema } from './submission-schema.js';

type By = z.output<typeof bySchema>;

/** What people do with a conversation; each answers it as GET shows it. */
@Controller('v1/conversations/:conversationId')
export class ConversationController {
  constructor(
    @Inject(Bus) private readonly bus: Bus,
    @Inject(Holding) private readonly holding: Holding,
    @Inject(ConversationStore) private readonly store: ConversationStore,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(View) private readonly view: View,
    @Inject(Database) private readonly db: Database,
    @Inject(SlaSettings) private readonly sla: SlaSettings,
    @Inject(WriteClaims) private readonly claims: WriteClaims,
  ) {}

  /** Once it answers 200, nothing of the bot comes out and no write of it begins: later claims meet the new epoch, and earlier ones are waited for. */
  @Post('takeover')
  @HttpCode(200)
  async takeover(@Param('conversationId') conversationId: string, @Body({ schema: bySchema }) { by }: By) {
    const { now, events } = await this.#change(conversationId, 'takeover', by);
    const earlier = (await this.store.delivered(conversationId)).map((body) =>
      outgoing({ id: body.messageId, lane: 'stable', key: conversationId, subject: body.ticketId }, 'reply.delivered.v1', body),
    );
    const isTold = await this.view.apply([...earlier, ...events], now);
    const [areOut, areWritten] = await Promise.all([
      repliesAreOut(this.db, conversationId, this.sla.takeoverWait),
      this.claims.areOver(conversationId, this.sla.takeoverWait),
    ]);
    if (!areWritten)
      throw new Problem(503, 'A write is under way', 'The shop has not answered the bot yet: the conversation is yours, ask again in a moment.', { headers: { 'retry-after': '1' } });
    if (!areOut)
      throw new Problem(503, 'A delivery is under way', 'A reply of the bot is still on its way out: the conversation is yours, ask again in a moment.', { headers: { 'retry-after': '1' } });
    return this.#show(conversationId, 'assigned', isTold);
  }

  @Post('release')
  @HttpCode(200)
  async release(@Param('conversationId') conversationId: string, @Body({ schema: bySchema }) { by }: By) {
    const { now, events } = await this.#change(conversationId, 'release', by);
    const isTold = await this.view.apply(events, now);
    return this.#show(conversationId, 'replied', isTold);
  }

  @Post('resolve')
  @HttpCode(200)
  async resolve(@Param('conversationId') conversationId: string, @Body({ schema: bySchema }) { by }: By) {
    const { now, events } = await this.#change(conversationId, 'resolve', by);
    const isTold = await this.view.apply(events, now);
    return this.#show(conversationId, 'resolved', isTold);
  }

  @Post('replies')
  @HttpCode(200)
  async reply(@Param('conversationId') conversationId: string, @Body({ schema: replySchema }) { id, by, text }: z.output<typeof replySchema>) {
    const reply = { id: id ?? randomUUID(), by, text };
    const { now, events } = await this.#write(conversationId, (cause) => this.holding.reply(conversationId, reply, cause.time));
    const isTold = await this.view.apply(events, now);
    return this.#show(conversationId, 'assigned', isTold);
  }

  #change(conversationId: string, verb: Verb, by: string) {
    return this.#write(conversationId, (cause) => this.holding.change(conversationId, verb, by, cause.time));
  }

  async #write(conversationId: string, work: (cause: Cause) => ReturnType<Holding['change']>): Promise<Done & { now: string }> {
    let now = '';
    const { events } = await this.bus.write('ingestion', conversationId, (cause) => {
      now = cause.time;
      return work(cause);
    });
    return { events, now };
  }

  /**
   * @param state what the tickets are now, for when the console is away and nobody knows better
   * @param isTold the view has taken what was just written; one that has not may also lack what the bot said last
   */
  async #show(conversationId: string, state: string, isTold: boolean): Promise<object> {
    return (isTold ? await this.view.conversation(conversationId) : undefined) ?? showConversation(conversationId, state, this.store, this.vault, this.sla);
  }
}
