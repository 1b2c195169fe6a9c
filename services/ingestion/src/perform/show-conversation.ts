import { isAuthenticated } from '../decide/judge-identity.js';
import type { ConversationStore } from './conversation-store.js';
import { unknownConversation } from './hold.js';
import type { SlaSettings } from './sla-settings.js';
import type { Vault } from './vault.js';

/** A conversation from ingestion's own tables, in the shape of GET /v1/conversations/:id: the console is away, and the write is done all the same. */
export async function showConversation(conversationId: string, state: string, store: ConversationStore, vault: Vault, sla: SlaSettings): Promise<object> {
  const standing = await store.standing({ conversationId });
  if (!standing) throw unknownConversation(conversationId);
  const { conversation, tickets, messages } = standing;
  const texts = await vault.reveal(messages.map(({ text }) => text), 'desk');
  return {
    conversationId,
    source: conversation.source,
    authenticated: isAuthenticated(conversation.authenticatedAt, new Date().toISOString(), sla.authenticationIdle),
    heldBy: conversation.heldBy,
    tickets: tickets.map(({ ticketId }) => ({ ticketId, state })),
    messages: messages.map(({ messageId, author, at }, n) => ({ messageId, from: author, text: texts[n]!, at })),
  };
}
