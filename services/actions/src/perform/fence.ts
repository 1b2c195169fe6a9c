import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { ConversationsClient } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import type { PromiseClient } from '@deskhand/kit/grpc.js';

export type ConversationsRpc = Pick<PromiseClient<ConversationsClient>, 'context'>;

/** Asks, right before a write begins, whether this turn is still the one to serve. */
export class Fence {
  constructor(private readonly rpc: ConversationsRpc) {}

  /** False: a newer message came, a person took over, or the conversation passed through people's hands since. */
  async isOpen(received: Received): Promise<boolean> {
    const context = await this.rpc.context({ conversationId: received.conversationId, ticketId: '' });
    const turn = context.tickets.find(({ ticketId }) => ticketId === received.ticketId)?.turn;
    return turn === received.turn && context.heldBy === '' && context.epoch === received.epoch;
  }
}
