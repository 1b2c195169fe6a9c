import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Lane } from '@deskhand/contracts/words.js';
import type { CaseRecord, ConversationChange, Setting, Story } from './case.js';
import { changeConversation } from './change-conversation.js';
import { openCase } from './open-case.js';
import { receiveMessage } from './receive-message.js';
import { begin } from './story.js';

/** What is stored about a ticket and its conversation. */
export interface Known {
  readonly record: CaseRecord | undefined;
  /** The newest thing that people did with the conversation. */
  readonly change: ConversationChange | undefined;
  readonly lane: Lane;
}

/**
 * The case with this turn taken in. Order holds within a topic and not across them: a proposal may be heard before the message that it
 * answers, and a takeover before the ticket that it acts on. Every fact carries what went before it, so either order ends the same.
 */
export function hearTurn({ record, change, lane }: Known, received: Received, setting: Setting): Story {
  const heard = receiveMessage(begin(record ?? openCase(received, lane)), received, setting);
  return change ? changeConversation(heard, change, setting) : heard;
}
