import type { ReplyDelivered } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { CaseRecord, Setting, Story } from './case.js';
import { comeToRest } from './come-to-rest.js';
import { startTimers } from './start-timers.js';
import { amend } from './story.js';
import { tellChange } from './tell-change.js';

export type Delivered = Pick<ReplyDelivered, 'messageId' | 'inReplyTo' | 'by' | 'text' | 'citations' | 'at'>;

/** Something has reached the customer: the bot's reply, on which the turn may have been waiting, or a person's. */
export function settleTurn(story: Story, delivered: Delivered, setting: Setting): Story {
  const { settling } = story.case;
  const settles = settling?.messageId === delivered.messageId;
  const noted = amend(story, noteReply(story.case, delivered, settles));
  if (settles) return comeToRest(noted, settling.state, setting);
  if (noted.case.standing.state !== 'assigned') return noted;
  const timed = startTimers(noted, setting);
  // It went out just before the takeover that was heard first: nothing to suggest any more.
  const isSaid = delivered.by === 'bot' && delivered.text === noted.case.suggestion;
  return isSaid ? tellChange(amend(timed, { suggestion: '' }), '', setting) : timed;
}

function noteReply(record: CaseRecord, { messageId, inReplyTo, by, text, citations, at }: Delivered, settles: boolean): Partial<CaseRecord> {
  const newer = !record.reply || record.reply.deliveredAt <= at;
  const first = record.firstReplyAt === '' || at < record.firstReplyAt ? at : record.firstReplyAt;
  return {
    firstReplyAt: first,
    ...(newer && { reply: { messageId, inReplyTo, by, text, citations, deliveredAt: at } }),
    ...(settles && { lastWord: 'bot' as const }),
    ...(by !== 'bot' && { lastWord: 'human' as const }),
  };
}
