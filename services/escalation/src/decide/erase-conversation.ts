import { eraseTexts } from '@deskhand/contracts/erase-texts.js';
import type { CaseRecord, ConversationChange, Setting, Story } from './case.js';
import { changeConversation } from './change-conversation.js';
import { amend, begin } from './story.js';

/** What was answered stays as it was counted; whatever still waits for the bot or for people is over. Of the words nothing is left. */
export function eraseConversation(record: CaseRecord, change: ConversationChange, setting: Setting): Story {
  const { standing, ...doc } = record;
  const story = begin({ ...eraseTexts(doc), standing });
  if (change.revision <= record.conversationRevision) return story;
  if (!isSettledForGood(record)) return changeConversation(story, change, setting);
  return amend(story, { conversationRevision: change.revision, epoch: change.epoch, settling: null, judged: true });
}

function isSettledForGood({ standing: { state } }: CaseRecord): boolean {
  return state === 'replied' || state === 'resolved' || state === 'closed';
}
