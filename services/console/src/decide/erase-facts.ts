import { erasedText, eraseTexts } from '@deskhand/contracts/erase-texts.js';
import type { ConversationErased } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { TopicName } from '@deskhand/contracts/topics.js';
import type { SeenEvent, TicketFacts } from './facts.js';
import { locateEvent } from './locate-event.js';

/** Summaries that say why in somebody's own words. */
const quoting: ReadonlySet<TopicName> = new Set<TopicName>(['escalation.requested.v1', 'approval.decided.v1', 'case.escalated.v1']);

/** What is left of a ticket once its customer has been erased, and up to where later news of it is erased as well. */
export function eraseFacts(facts: TicketFacts, { conversation, turns }: ConversationErased): TicketFacts {
  const timeline = Object.fromEntries(
    Object.entries(facts.timeline).map(([id, entry]) => [id, quoting.has(entry.topic) ? { ...entry, summary: erasedText } : entry]),
  );
  return { ...eraseTexts(facts), timeline, erased: { turn: turns?.[facts.ticketId] ?? 0, at: conversation?.at ?? '' } };
}

/** An event that comes late, as it may be kept: what it says of an erased turn is gone. */
export function withoutErased(event: SeenEvent, known: readonly (TicketFacts | undefined)[]): SeenEvent {
  const { turn } = locateEvent(event);
  const isOld = known.some((facts) => facts?.erased && (turn === null ? Date.parse(event.at) <= Date.parse(facts.erased.at) : turn <= facts.erased.turn));
  return isOld && event.topic !== 'conversation.erased.v1' ? { ...event, body: eraseTexts(event.body) } : event;
}
