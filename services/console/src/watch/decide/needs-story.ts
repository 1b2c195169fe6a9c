import { mayBeDone } from './refunds-told.js';
import { isLegalMention } from './unheard-legal-mentions.js';
import { toldIn, type WatchedEvent } from './watched-event.js';

/** Whether what an event tells can only be judged with the rest of its conversation. */
export function needsStory(event: WatchedEvent): boolean {
  const proposal = toldIn(event, 'ticket.proposed.v1')?.proposal;
  if (proposal) return (proposal.calls ?? []).some(({ kind, status }) => kind === 'write' && mayBeDone(status));
  return event.topic === 'approval.decided.v1' || changesHold(event) || isLegalMention(event);
}

/** From here on every word in the conversation is looked at. */
export function changesHold({ topic }: WatchedEvent): boolean {
  return topic === 'conversation.taken_over.v1' || topic === 'conversation.released.v1' || topic === 'conversation.resolved.v1';
}
