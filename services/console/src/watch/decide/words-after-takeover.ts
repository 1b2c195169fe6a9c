import type { ConversationHeld } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import { type Finding, type Story } from './story.js';
import { everyWrite, type Violation } from './violation.js';
import { toldIn, type WatchedEvent } from './watched-event.js';

interface Change {
  readonly version: number;
  readonly isHeld: boolean;
}

/**
 * While a person has the conversation the bot says nothing in it. The order is that of the conversation's own versions: no clock is asked.
 * The fence that failed guards writes too, so all of them are stopped.
 */
export function wordsAfterTakeover({ events }: Story): Finding {
  const changes = events.flatMap(changeIn).sort((a, b) => a.version - b.version);
  return { violations: events.filter((event) => isWordOfBot(event, changes)).map(toViolation), lookAgainAt: null };
}

function changeIn(event: WatchedEvent): Change[] {
  const taken = toldIn(event, 'conversation.taken_over.v1');
  const ended = toldIn(event, 'conversation.released.v1') ?? toldIn(event, 'conversation.resolved.v1') ?? toldIn(event, 'conversation.erased.v1');
  const held: Partial<ConversationHeld> | undefined = (taken ?? ended)?.conversation;
  return held?.version ? [{ version: held.version, isHeld: taken !== undefined }] : [];
}

function isWordOfBot(event: WatchedEvent, changes: readonly Change[]): boolean {
  const { by, version } = toldIn(event, 'reply.delivered.v1') ?? {};
  return by === 'bot' && Boolean(version) && (changes.findLast((change) => change.version <= version!)?.isHeld ?? false);
}

function toViolation(event: WatchedEvent): Violation {
  return {
    rule: 'words_after_takeover',
    conversationId: event.conversationId, ticketId: event.ticketId ?? '', turn: event.turn ?? 0, lane: event.lane,
    cause: event.id,
    tool: everyWrite,
    detail: 'The bot has said something in a conversation that a person has taken over.',
    evidence: [event.id],
    at: event.at,
  };
}
