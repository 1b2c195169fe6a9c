import type { OutcomesClient } from '@deskhand/contracts/gen/rpc/deskhand/feedback/v1/service.js';
import type { PromiseClient } from '@deskhand/kit/grpc.js';
import type { ErasureStore } from './erasure-store.js';
import type { Vault } from './vault.js';
import type { View } from './view.js';

/** Everything held of a customer, in words. Beside what was written stands each ticket as the desk's people see it: what was understood, decided and done. */
export class Exporter {
  constructor(
    private readonly store: ErasureStore,
    private readonly vault: Vault,
    private readonly view: View,
    private readonly feedback: Pick<PromiseClient<OutcomesClient>, 'find'>,
  ) {}

  async export(customerId: string): Promise<object> {
    const conversations: object[] = [];
    for (const conversationId of await this.store.conversationsOf(customerId)) conversations.push(await this.#conversation(conversationId));
    return { customerId, exportedAt: new Date().toISOString(), conversations };
  }

  async #conversation(conversationId: string): Promise<object> {
    const { conversation, tickets, messages } = await this.store.whole(conversationId);
    const { source, customerId, authenticatedAt } = conversation;
    const said = await Promise.all(tickets.map(({ ticketId }) => this.#feedbackOn(ticketId)));
    const held = {
      conversationId, source,
      feedback: said.flat(),
      authenticatedAs: customerId,
      authenticatedAt,
      tickets: tickets.map(({ ticketId, source: from, sourceId, channel, subject, metadata, customer, openedAt }) => ({ ticketId, source: from, sourceId, channel, subject, metadata, customer, openedAt })),
      messages: messages.map(({ messageId, ticketId, author, saidBy, text, at, toolResults }) => ({ messageId, ticketId, from: author, by: saidBy, text, at, toolResults })),
    };
    const [json] = await this.vault.reveal([JSON.stringify(held)], 'export', (word) => JSON.stringify(word).slice(1, -1));
    const views = await Promise.all(tickets.map(({ ticketId }) => this.view.ticket(ticketId, 0)));
    return { ...(JSON.parse(json!) as object), views };
  }

  /** Ratings and comments, tokenised. */
  async #feedbackOn(ticketId: string): Promise<object[]> {
    const { givenJson } = await this.feedback.find({ ticketId });
    return givenJson.map((given) => ({ ticketId, ...(JSON.parse(given) as object) }));
  }
}
