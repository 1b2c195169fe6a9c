import type { ConversationHeld } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import { type Finding, isMissing, type Story } from './story.js';
import { everyWrite, type Violation } from './violation.js';
import type { WatchPolicy } from './watch-policy.js';
import { toldIn, type WatchedEvent } from './watched-event.js';

/** A message of the bot with the epoch under which it was released; null where nothing says that it was. */
interface Word {
  readonly event: WatchedEvent;
  readonly messageId: string;
  readonly epoch: number | null;
}

/**
 * While a person has the conversation the bot says nothing in it. A takeover names what had been said when it was committed, so no clock is asked.
 * The fence that failed guards writes too, so all of them are stopped.
 */
export function wordsAfterTakeover(story: Story, policy: WatchPolicy): Finding {
  const takeovers = story.events.flatMap((event) => toldIn(event, 'conversation.taken_over.v1')?.conversation ?? []);
  if (takeovers.length === 0) return { violations: [], lookAgainAt: null };
  const words = wordsOfBot(story.events);
  const unreleased = words.filter(({ epoch }) => epoch === null);
  const missing = unreleased.filter(({ event }) => isMissing(story, event.at, policy.topicLagMs));
  const late = words.filter((word) => word.epoch !== null && takeovers.some((takeover) => isLate(word.messageId, word.epoch!, takeover)));
  return { violations: [...late, ...missing].map(({ event }) => toViolation(event)), lookAgainAt: missing.length < unreleased.length ? story.now + policy.topicLagMs : null };
}

function wordsOfBot(events: readonly WatchedEvent[]): Word[] {
  const epochs = new Map(events.flatMap((event) => {
    const released = toldIn(event, 'reply.released.v1');
    return released?.messageId ? [[released.messageId, released.epoch ?? 0] as const] : [];
  }));
  return events.flatMap((event) => {
    const { by, messageId = '' } = toldIn(event, 'reply.delivered.v1') ?? {};
    return by === 'bot' ? [{ event, messageId, epoch: epochs.get(messageId) ?? null }] : [];
  });
}

/** Let go under the takeover's own epoch, which is the person's; or under the one that it ended, and not said by then. */
function isLate(messageId: string, epoch: number, { epoch: own, saidMessageIds }: ConversationHeld): boolean {
  if (epoch === own) return true;
  return epoch === own - 1 && saidMessageIds !== undefined && !saidMessageIds.includes(messageId);
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
