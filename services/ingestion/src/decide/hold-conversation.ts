import type { Conversation } from './conversation.js';

export type Verb = 'takeover' | 'release' | 'resolve';

/** What a person's word makes of a conversation; undefined when it is so already. */
export function holdConversation(conversation: Conversation, verb: Verb, by: string, at: string): Conversation | undefined {
  switch (verb) {
    case 'takeover':
      return conversation.heldBy === by ? undefined : { ...changed(conversation, at), heldBy: by };
    case 'release':
      return conversation.heldBy === null ? undefined : { ...changed(conversation, at), heldBy: null };
    case 'resolve':
      // Whoever held it is done: what the customer says next is the bot's again. The new epoch stops what the bot was about to say.
      return { ...changed(conversation, at), heldBy: null };
    default:
      return verb satisfies never;
  }
}

function changed(conversation: Conversation, at: string): Conversation {
  const { version, revision, epoch } = conversation;
  return { ...conversation, version: version + 1, revision: revision + 1, epoch: epoch + 1, waiting: [], changedAt: at };
}
