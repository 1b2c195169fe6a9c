import type { CasesClient } from '@deskhand/contracts/gen/rpc/deskhand/escalation/v1/service.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { ConversationsClient } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import type { PromiseClient } from '@deskhand/kit/grpc.js';
import { RpcError } from '@deskhand/kit/rpc-error.js';

export type ConversationsRpc = Pick<PromiseClient<ConversationsClient>, 'context'>;
export type CasesRpc = Pick<PromiseClient<CasesClient>, 'find'>;

/** States in which a ticket is people's: they have it, or it waits in their queue. */
const withPeople = new Set(['escalated', 'assigned']);

/** Asks, before a write is intended, whether this turn is still the bot's to serve. */
export class Fence {
  constructor(
    private readonly conversations: ConversationsRpc,
    private readonly cases: CasesRpc,
  ) {}

  /** False: a newer message came, people have the conversation or the case, or it passed through people's hands since. */
  async isOpen(received: Received): Promise<boolean> {
    const [context, isTheirs] = await Promise.all([
      this.conversations.context({ conversationId: received.conversationId, ticketId: '' }),
      this.#isWithPeople(received.ticketId),
    ]);
    const turn = context.tickets.find(({ ticketId }) => ticketId === received.ticketId)?.turn;
    return !isTheirs && turn === received.turn && context.heldBy === '' && context.epoch === received.epoch;
  }

  /** A ticket that escalation has not heard of yet has been handed to nobody. */
  async #isWithPeople(ticketId: string): Promise<boolean> {
    try {
      return withPeople.has((await this.cases.find({ ticketId })).state);
    } catch (error) {
      if (error instanceof RpcError && error.code === 'not_found') return false;
      throw error;
    }
  }
}
