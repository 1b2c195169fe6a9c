import type { ContextResponse, ConversationsClient, VaultClient } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import type { PromiseClient } from '@deskhand/kit/grpc.js';
import { RpcError } from '@deskhand/kit/rpc-error.js';

export type ContextRpc = Pick<PromiseClient<ConversationsClient>, 'context'>;
export type TokeniseRpc = Pick<PromiseClient<VaultClient>, 'tokenise'>;

/** What feedback asks of ingestion. */
export class IngestionClient {
  constructor(
    private readonly conversations: ContextRpc,
    private readonly vault: TokeniseRpc,
  ) {}

  /** The ticket's conversation; undefined when there is no such ticket. */
  async contextOf(ticketId: string): Promise<ContextResponse | undefined> {
    try {
      return await this.conversations.context({ conversationId: '', ticketId });
    } catch (error) {
      if (error instanceof RpcError && error.code === 'not_found') return undefined;
      throw error;
    }
  }

  /** When the customer first wrote in a ticket, as far as ingestion still knows. */
  async firstArrival(ticketId: string): Promise<string | undefined> {
    const context = await this.contextOf(ticketId);
    const own = context?.messages.filter((message) => message.ticketId === ticketId && message.from === 'customer').map(({ at }) => at);
    return own?.sort((a, b) => Date.parse(a) - Date.parse(b))[0];
  }

  async tokenise(conversationId: string, text: string): Promise<string> {
    if (text === '') return '';
    const { tokenised } = await this.vault.tokenise({ conversationId, clear: [{ text, kind: '' }] });
    return tokenised[0] ?? '';
  }
}
