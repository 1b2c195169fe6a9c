// The whole bus on one page, in the order in which a ticket flows.
import type * as actions from './gen/events/deskhand/actions/v1/events.js';
import type * as console from './gen/events/deskhand/console/v1/events.js';
import type * as escalation from './gen/events/deskhand/escalation/v1/events.js';
import type * as feedback from './gen/events/deskhand/feedback/v1/events.js';
import type * as ingestion from './gen/events/deskhand/ingestion/v1/events.js';
import type * as intent from './gen/events/deskhand/intent/v1/events.js';
import type * as retrieval from './gen/events/deskhand/retrieval/v1/events.js';
import type { Lane, ServiceName } from './words.js';

/** Topic name to the type of its body. */
export interface Payloads {
  'ticket.submitted.v1': ingestion.TicketSubmitted;
  'ticket.received.v1': ingestion.TicketReceived;
  'ticket.classified.v1': intent.TicketClassified;
  'ticket.grounded.v1': retrieval.TicketGrounded;
  'ticket.proposed.v1': actions.TicketProposed;
  'escalation.requested.v1': escalation.EscalationRequested;
  'approval.requested.v1': escalation.ApprovalRequested;
  'approval.decided.v1': escalation.ApprovalDecided;
  'reply.released.v1': escalation.ReplyReleased;
  'reply.delivered.v1': ingestion.ReplyDelivered;
  'case.escalated.v1': escalation.CaseEscalated;
  'case.changed.v1': escalation.CaseChanged;
  'conversation.taken_over.v1': ingestion.ConversationTakenOver;
  'conversation.released.v1': ingestion.ConversationReleased;
  'conversation.resolved.v1': ingestion.ConversationResolved;
  'conversation.erased.v1': ingestion.ConversationErased;
  'feedback.received.v1': feedback.FeedbackReceived;
  'feedback.given.v1': feedback.FeedbackGiven;
  'outcome.recorded.v1': feedback.OutcomeRecorded;
  'invariant.violated.v1': console.InvariantViolated;
  'rollout.changed.v1': feedback.RolloutChanged;
}
export type TopicName = keyof Payloads;
export type Payload<T extends TopicName> = Payloads[T];

export interface Topic {
  /** What the record's key is: order holds per key. Public input may have any key and is keyed again by conversation. */
  readonly key: 'conversationId' | 'any';
  /** Who writes it; null: systems outside. */
  readonly producer: readonly ServiceName[] | null;
  readonly consumers: readonly ServiceName[];
  readonly retentionMs: number;
  readonly partitions: number;
  /** Each lane has a topic of its own. Public topics are not split: there the lane is a field. */
  readonly laned: boolean;
  /** Part of the contract with systems outside. */
  readonly public?: 'in' | 'out';
  /** Tokens are put back into words as the record is written to Kafka. */
  readonly clear?: boolean;
  /** A table: of each key the newest record is kept for ever. */
  readonly compacted?: boolean;
}

const hour = 3_600_000;
const day = 24 * hour;
// Every fetch of a consumer asks for each of its partitions: six instead of three doubled the processor time and the latency of a quiet desk.
const internal = { key: 'conversationId', retentionMs: 7 * day, partitions: 3 } as const;

export const topics = {
  'ticket.submitted.v1': { key: 'any', producer: null, consumers: ['ingestion'], retentionMs: 7 * day, partitions: 3, laned: false, public: 'in' },
  'ticket.received.v1': { ...internal, producer: ['ingestion'], consumers: ['intent', 'escalation', 'console'], laned: true },
  'ticket.classified.v1': { ...internal, producer: ['intent'], consumers: ['retrieval', 'console'], laned: true },
  'ticket.grounded.v1': { ...internal, producer: ['retrieval'], consumers: ['actions', 'console'], laned: true },
  'ticket.proposed.v1': { ...internal, producer: ['actions'], consumers: ['escalation', 'console'], laned: true },
  'escalation.requested.v1': {
    ...internal, laned: true, consumers: ['escalation', 'console'],
    producer: ['ingestion', 'intent', 'retrieval', 'actions', 'escalation', 'feedback', 'console'],
  },
  'approval.requested.v1': { ...internal, producer: ['escalation'], consumers: ['console'], laned: true },
  'approval.decided.v1': { ...internal, producer: ['escalation'], consumers: ['actions', 'console'], laned: true },
  'reply.released.v1': { ...internal, producer: ['escalation'], consumers: ['ingestion', 'console'], laned: true },
  'reply.delivered.v1': {
    ...internal, producer: ['ingestion'], consumers: ['escalation', 'console'], laned: false, public: 'out', clear: true, retentionMs: day,
  },
  'case.escalated.v1': {
    ...internal, producer: ['escalation'], consumers: ['console'], laned: false, public: 'out', clear: true, retentionMs: day,
  },
  'case.changed.v1': { ...internal, producer: ['escalation'], consumers: ['feedback', 'console'], laned: true },
  'conversation.taken_over.v1': { ...internal, producer: ['ingestion'], consumers: ['escalation', 'console'], laned: true },
  'conversation.released.v1': { ...internal, producer: ['ingestion'], consumers: ['escalation', 'console'], laned: true },
  'conversation.resolved.v1': { ...internal, producer: ['ingestion'], consumers: ['escalation', 'console'], laned: true },
  'conversation.erased.v1': { ...internal, producer: ['ingestion'], consumers: ['retrieval', 'actions', 'escalation', 'feedback', 'console'], laned: true },
  'feedback.received.v1': { key: 'any', producer: null, consumers: ['feedback'], retentionMs: 7 * day, partitions: 3, laned: false, public: 'in' },
  'feedback.given.v1': { ...internal, producer: ['feedback'], consumers: ['escalation', 'console'], laned: true },
  'outcome.recorded.v1': {
    ...internal, producer: ['feedback'], consumers: ['console'], laned: false, public: 'out', retentionMs: 365 * day,
  },
  'invariant.violated.v1': { ...internal, producer: ['console'], consumers: ['console'], laned: true, partitions: 1 },
  'rollout.changed.v1': { key: 'any', producer: ['feedback'], consumers: ['ingestion', 'console'], retentionMs: 365 * day, partitions: 1, laned: false, compacted: true },
} as const satisfies Record<TopicName, Topic>;

/** The topic that a lane reads and writes: `stable` and public topics have the plain name. */
export function laneTopic(name: TopicName, lane: Lane): string {
  const topic: Topic = topics[name];
  return lane === 'stable' || !topic.laned ? name : `${name}.${lane}`;
}

export function deadLetterTopic(name: TopicName, lane: Lane): string {
  return `${laneTopic(name, lane)}.dlq`;
}
