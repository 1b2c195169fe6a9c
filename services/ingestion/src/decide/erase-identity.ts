import type { Conversation } from './conversation.js';

/** The conversation as nobody's: whoever writes in it again begins anew. The new epoch stops what was about to be said or done. */
export function eraseIdentity(conversation: Conversation, at: string): Conversation {
  const { version, revision, epoch } = conversation;
  return { ...conversation, version: version + 1, revision: revision + 1, epoch: epoch + 1, heldBy: null, customerId: null, authenticatedAt: null, waiting: [], changedAt: at };
}
