import type { ConversationsClient } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import type { PromiseClient } from '@deskhand/kit/grpc.js';
import { RpcError } from '@deskhand/kit/rpc-error.js';
import { bodyOf } from '../decide/body-of.js';
import type { SeenEvent } from '../decide/facts.js';

export type ContextRpc = Pick<PromiseClient<ConversationsClient>, 'context'>;

/**
 * On Kafka the public outputs carry their texts in the clear, and no table may: what comes from there is taken without them.
 * The bot's words are known from `reply.released.v1`, a hand-over's from `case.changed.v1`; a person's are asked of ingestion, which has them tokenised.
 */
export class Concealer {
  constructor(
    private readonly isClear: boolean,
    private readonly conversations: ContextRpc,
  ) {}

  async conceal(event: SeenEvent): Promise<SeenEvent> {
    if (!this.isClear) return event;
    const told = bodyOf(event, 'reply.delivered.v1');
    if (told) return { ...event, body: { ...told, text: told.by === 'bot' ? '' : await this.#wordsOf(told.ticketId, told.messageId) } };
    if (event.topic === 'case.escalated.v1') return { ...event, body: { ...event.body, reason: '', summary: '', attemptedResolutions: [] } };
    return event;
  }

  async #wordsOf(ticketId: string, messageId: string): Promise<string> {
    try {
      const { messages } = await this.conversations.context({ ticketId, conversationId: '' });
      return messages.find((message) => message.messageId === messageId)?.text ?? '';
    } catch (error) {
      if (error instanceof RpcError) return '';
      throw error;
    }
  }
}
