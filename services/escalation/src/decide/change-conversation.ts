import type { CaseRecord, ConversationChange, Setting, Story } from './case.js';
import { endApprovals, waitingDraft, withdrawDrafts } from './end-approvals.js';
import { moveCase } from './move-case.js';
import { isInWork } from './move-state.js';
import { pendingApprovals } from './pending-approvals.js';
import { startTimers } from './start-timers.js';
import { amend } from './story.js';
import { tellChange } from './tell-change.js';

/** People take a conversation over, hand it back or resolve it. Changes that are not newer than what the case knows are old news. */
export function changeConversation(story: Story, change: ConversationChange, setting: Setting): Story {
  const { case: record } = story;
  if (change.revision <= record.conversationRevision || !concerns(story, change)) return story;
  const known = amend(story, { conversationRevision: change.revision, epoch: change.epoch });
  // Nothing but a message of the customer wakes a closed ticket.
  if (record.standing.state === 'closed') return known;
  switch (change.kind) {
    case 'taken_over':
      return takeOver(known, change, setting);
    case 'released':
      // Nobody hands back what was not taken over: the takeover itself was overtaken, and what the bot was about to say is stopped all the same.
      return release(isInWork(record.standing.state) ? takeOver(known, change, setting) : known, setting);
    case 'resolved':
      return resolve(known, change, setting);
  }
}

/** Every ticket that is not over, and the latest. */
function concerns({ case: { ticketId, standing } }: Story, { ticketIds }: ConversationChange): boolean {
  if (!ticketIds.includes(ticketId)) return false;
  return ticketIds.at(-1) === ticketId || (standing.state !== 'resolved' && standing.state !== 'closed');
}

function takeOver(story: Story, { by }: ConversationChange, setting: Setting): Story {
  const suggestion = waitingDraft(story.case) || draftUnderWay(story.case) || story.case.suggestion;
  const withdrawn = withdrawDrafts(story, `${by} took the conversation over`);
  const held = moveCase(amend(withdrawn, { heldBy: by, suggestion, settling: null, judged: true, resolvedBy: '' }), 'taken_over');
  return tellChange(startTimers(held, setting), isNew(story, held) ? 'assigned' : '', setting);
}

/** An answer that was released and has not arrived: the takeover stops it. */
function draftUnderWay({ settling }: CaseRecord): string {
  return settling?.state === 'replied' ? settling.text : '';
}

function release(story: Story, setting: Setting): Story {
  const { case: record } = story;
  const free = amend(story, { heldBy: '', suggestion: '' });
  if (record.standing.state !== 'assigned') return free;
  const waits = pendingApprovals(record.approvals).length > 0;
  const answered = record.lastWord === 'human';
  const moved = moveCase(amend(free, { resolvedBy: answered && !waits ? 'human' : '' }), waits ? 'awaits_approval' : 'released');
  return tellChange(startTimers(moved, setting), waits ? 'approval_requested' : answered ? 'answered' : '', setting);
}

function resolve(story: Story, { by }: ConversationChange, setting: Setting): Story {
  const withdrawn = endApprovals(story, 'withdrawn', `${by} resolved the ticket`);
  const resolved = moveCase(amend(withdrawn, { heldBy: '', suggestion: '', settling: null, judged: true }), 'resolved');
  if (!isNew(story, resolved)) return resolved;
  return tellChange(startTimers(amend(resolved, { resolvedBy: 'human', surveyed: true }), setting), 'resolved', setting);
}

function isNew(before: Story, after: Story): boolean {
  return before.case.standing.state !== after.case.standing.state;
}
