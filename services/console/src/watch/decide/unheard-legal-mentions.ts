import { type Finding, isMissing, type Story } from './story.js';
import type { Violation } from './violation.js';
import type { WatchPolicy } from './watch-policy.js';
import { toldIn, type WatchedEvent } from './watched-event.js';

/** What cannot be meant otherwise; everything subtler is the classifier's word. */
const unmistakable = /\b(?:my (?:lawyer|attorney|solicitor) will|legal action against you|(?:will|going to|gonna) sue you|see you in court|take you to court|small claims court)\b/i;

/** Every message that brings up the law, by the classifier's word or unmistakably, reaches a person. */
export function unheardLegalMentions(story: Story, policy: WatchPolicy): Finding {
  const mentions = story.events.filter(isLegalMention);
  const unheard = mentions.filter((mention) => !isWithPeople(story, mention) && !story.events.some((event) => reachesPerson(event, mention)));
  const missing = unheard.filter(({ at }) => isMissing(story, at, policy.legalMs));
  const waiting = unheard.filter((mention) => !missing.includes(mention)).map(({ at }) => Math.max(Date.parse(at) + policy.legalMs, story.now + policy.topicLagMs));
  return { violations: missing.map((mention) => toViolation(mention, policy)), lookAgainAt: waiting.length > 0 ? Math.min(...waiting) : null };
}

export function isLegalMention(event: WatchedEvent): boolean {
  const received = toldIn(event, 'ticket.received.v1')?.received;
  if (received) return received.heldBy === '' && unmistakable.test(received.ownText ?? received.text);
  return toldIn(event, 'ticket.classified.v1')?.classified?.legal === true;
}

/** They had the ticket before, and what is said meanwhile is added to it. */
function isWithPeople({ events }: Story, { ticketId }: WatchedEvent): boolean {
  const cases = events.flatMap((event) => (event.ticketId === ticketId ? (toldIn(event, 'case.changed.v1')?.case ?? []) : []));
  const newest = cases.reduce<(typeof cases)[number] | undefined>((last, next) => (last && last.revision >= next.revision ? last : next), undefined);
  return newest !== undefined && (newest.heldBy !== '' || newest.state === 'escalated' || newest.state === 'assigned');
}

/** A person has the ticket, or a draft of it to look at, after the mention's turn began. */
function reachesPerson(event: WatchedEvent, mention: WatchedEvent): boolean {
  const held = toldIn(event, 'conversation.taken_over.v1') ?? toldIn(event, 'conversation.resolved.v1') ?? toldIn(event, 'conversation.erased.v1');
  if (held) return Date.parse(event.at) >= Date.parse(mention.at);
  if (event.ticketId !== mention.ticketId) return false;
  const turn = mention.turn ?? 0;
  const changed = toldIn(event, 'case.changed.v1')?.case;
  if (changed) return changed.turn >= turn && (changed.heldBy !== '' || peoplesStates.has(changed.state));
  if (toldIn(event, 'approval.requested.v1') || toldIn(event, 'case.escalated.v1')) return Date.parse(event.at) >= Date.parse(mention.at);
  const later = toldIn(event, 'ticket.received.v1')?.received;
  return later !== undefined && later.turn >= turn && later.heldBy !== '';
}

const peoplesStates = new Set(['escalated', 'assigned', 'awaiting_approval']);

function toViolation(event: WatchedEvent, { legalMs }: WatchPolicy): Violation {
  return {
    rule: 'unheard_legal_mention',
    conversationId: event.conversationId, ticketId: event.ticketId ?? '', turn: event.turn ?? 0, lane: event.lane,
    cause: `${event.ticketId}|${event.turn}`,
    tool: '',
    detail: `A legal mention has not reached a person within ${legalMs / 1_000} s.`,
    evidence: [event.id],
    at: event.at,
  };
}
