import { ConversationsService, type ClaimWriteRequest, type ContextRequest, type ContextResponse, type EndWriteRequest } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import type { GrpcService } from '@deskhand/kit/grpc.js';
import { RpcError } from '@deskhand/kit/rpc-error.js';
import { isAuthenticated } from '../decide/judge-identity.js';
import type { ConversationStore } from '../perform/conversation-store.js';
import type { SlaSettings } from '../perform/sla-settings.js';
import type { WriteClaims } from '../perform/write-claims.js';

/** The rpcs `Conversations`: what a conversation is just now, and leave to write to the shop for it. */
export function conversationsRpc(store: ConversationStore, claims: WriteClaims, sla: SlaSettings): GrpcService {
  return {
    definition: ConversationsService,
    handlers: {
      async context({ conversationId, ticketId }: ContextRequest): Promise<ContextResponse> {
        const standing = await store.standing(ticketId ? { ticketId } : { conversationId });
        if (!standing) throw new RpcError('not_found', `There is no ${ticketId ? 'ticket' : 'conversation'} of that id.`);
        const { conversation, tickets, messages } = standing;
        const authenticated = isAuthenticated(conversation.authenticatedAt, new Date().toISOString(), sla.authenticationIdle);
        return {
          conversationId: conversation.conversationId,
          source: conversation.source,
          epoch: conversation.epoch,
          revision: conversation.revision,
          heldBy: conversation.heldBy ?? '',
          authenticated,
          customerId: authenticated ? (conversation.customerId ?? '') : '',
          tickets: tickets.map(({ ticketId, sourceId, turn }) => ({ ticketId, sourceId, turn })),
          messages: messages.map(({ messageId, ticketId, author, text, at }) => ({ messageId, ticketId, from: author, text, at })),
        };
      },
      async claimWrite(request: ClaimWriteRequest) {
        const { conversationId, claimId, turn, approvedAt } = request;
        if (!claimId || (!turn && Number.isNaN(Date.parse(approvedAt)))) throw new RpcError('invalid_argument', 'name the claim, and a turn or the time of an approval');
        if (!(await store.exists(conversationId))) throw new RpcError('not_found', 'There is no conversation of that id.');
        return { granted: await claims.claim(request) };
      },
      async endWrite({ claimId }: EndWriteRequest) {
        await claims.end(claimId);
        return {};
      },
    },
  };
}
