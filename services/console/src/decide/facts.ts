import type { ToolCall } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { Approval, Case, Escalation } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { Citation, Passage } from '@deskhand/contracts/gen/events/deskhand/knowledge/v1/facts.js';
import type { Output } from './output-of.js';
import type { TopicName } from '@deskhand/contracts/topics.js';

/** A value that is replaced only by one of greater rank. */
export interface Ranked<T> {
  readonly rank: readonly number[];
  readonly value: T;
}

export interface TicketIdentity {
  readonly source: string;
  readonly sourceId: string;
  readonly channel: string;
  readonly lane: string;
}

/** One message of the customer. */
export interface TurnFact {
  readonly messageId: string;
  /** With the messages before it that were not answered either. */
  readonly text: string;
  /** Where the text begins with messages that were asked anew: the message's own words. */
  readonly ownText?: string;
  readonly at: string;
  readonly revision: number;
  readonly authenticated: boolean;
  readonly heldBy: string;
}

/** A person's change of the conversation. */
export interface HoldFact {
  readonly kind: 'taken_over' | 'released' | 'resolved';
  readonly by: string;
  readonly at: string;
  readonly source: string;
  /** The conversation's from then on. */
  readonly epoch: number;
  /** The ticket was the conversation's newest then: changes act on it also when it was resolved. */
  readonly latest: boolean;
}

export type ClassifiedFact = Pick<
  Classified,
  'intent' | 'confidence' | 'candidates' | 'agent' | 'sentiment' | 'priority' | 'entities' | 'rules' | 'classifierVersion' | 'catalogueVersion' | 'cascade'
>;

export interface ProposalFact {
  readonly rules: readonly string[];
  readonly promptVersion: string;
  readonly model: string;
  readonly catalogueVersion: string;
}

export type CallFact = ToolCall & { readonly turn: number; /** Place among the calls of its proposal. */ readonly n: number };

export type CaseFact = Pick<Case, 'state' | 'turn' | 'revision' | 'conversationRevision' | 'heldBy' | 'at' | 'suggestion'> & {
  /** What an analyst counts, and who solved it; absent in facts stored before. */
  readonly outcome?: string;
  readonly resolvedBy?: string;
  readonly escalation: Escalation | null;
};

export interface WordsFact {
  readonly text: string;
  readonly citations: readonly Citation[];
}

/** Words that were let go under an epoch; a takeover meanwhile keeps them from being sent. */
export interface ReleasedFact extends WordsFact {
  readonly turn: number;
  readonly epoch: number;
}

export interface DeliveredFact extends WordsFact {
  readonly by: string;
  readonly at: string;
  readonly inReplyTo: string;
}

export interface FeedbackFact {
  readonly kind: string;
  readonly value: string;
  readonly by: string;
  readonly at: string;
}

export interface ManifestFact {
  /** Place in the conversation's chain. */
  readonly n: number;
  readonly sha256: string;
}

export interface TimelineFact {
  readonly at: string;
  readonly topic: TopicName;
  readonly summary: string;
}

/**
 * All that the events have said of one ticket. Each member only ever grows or is replaced by something of greater rank: events may come
 * in any order and several times.
 */
export interface TicketFacts {
  readonly ticketId: string;
  readonly conversationId: string;
  readonly identity: Ranked<TicketIdentity> | null;
  readonly turns: Readonly<Record<number, TurnFact>>;
  /** How far the newest turn has come: rank = [turn, stage]. */
  readonly stage: Ranked<null> | null;
  readonly classified: Ranked<ClassifiedFact> | null;
  readonly passages: Ranked<readonly Omit<Passage, 'text'>[]> | null;
  readonly proposal: Ranked<ProposalFact> | null;
  readonly calls: Readonly<Record<string, Ranked<CallFact>>>;
  readonly case: Ranked<CaseFact> | null;
  readonly escalated: Ranked<Escalation> | null;
  /** By the conversation's revision. */
  readonly holds: Readonly<Record<number, HoldFact>>;
  readonly approvals: Readonly<Record<string, Ranked<Approval>>>;
  /** Words that may be sent, by message: on Kafka the only copy of them that holds tokens. */
  readonly released: Readonly<Record<string, ReleasedFact>>;
  readonly delivered: Readonly<Record<string, Ranked<DeliveredFact>>>;
  readonly feedback: Readonly<Record<string, FeedbackFact>>;
  /** By event. */
  readonly timeline: Readonly<Record<string, TimelineFact>>;
  /** The last manifest that was written of this ticket; absent before. */
  readonly manifest?: ManifestFact;
  /** The customer was erased: everything up to this turn, and what came without a turn until then. */
  readonly erased?: { readonly turn: number; readonly at: string };
  /** Outputs that were heard of before the facts they rest on. */
  readonly due?: readonly Output[];
}

/** An event as archive and view take it. */
export interface SeenEvent {
  readonly id: string;
  readonly topic: TopicName;
  readonly lane: string;
  /** The conversation. */
  readonly key: string;
  /** The ticket; null where the event concerns the conversation. */
  readonly subject: string | null;
  /** When it happened, ISO 8601. */
  readonly at: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}
