import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { Payload, TopicName } from '@deskhand/contracts/topics.js';
import type { Proposal } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { Approval, DeliveredReply, Escalation, ReplyReleased } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { Grounding } from '@deskhand/contracts/gen/events/deskhand/retrieval/v1/events.js';
import type { Lane, TicketState } from '@deskhand/contracts/words.js';
import type { Standing } from './move-state.js';

/** What is known of a turn; each service adds one. */
export interface Facts {
  readonly received: Received;
  readonly classified?: Classified | undefined;
  readonly grounding?: Grounding | undefined;
  readonly proposal?: Proposal | undefined;
}

/** An approval as the case keeps it; the facts that it rests on are stored beside. */
export type HeldApproval = Readonly<Approval> & {
  /** The turn that asked. */
  readonly turn: number;
  /** The escalation that a released hand-off stands for (suggest mode). */
  readonly handsOver: boolean;
  /** Approved with a write: actions has not said yet what came of it. */
  readonly outstanding: boolean;
  /** Why it ended without a person's word; empty otherwise. */
  readonly ended: string;
};

export type SettledState = 'replied' | 'awaiting_approval' | 'escalated' | 'resolved';

/** A message on its way to the customer, and what the turn comes to once it has arrived. */
export interface Settling {
  readonly messageId: string;
  readonly state: SettledState;
  /** Tokenised; what comes back on the public topic is not. */
  readonly text: string;
  /** It tells of something that a newer message of the customer does not undo, so it is released again with the newer turn. */
  readonly again?: ReplyReleased | undefined;
}

/** Timers by name, each the moment (ISO 8601, the database's clock) at which it is due. Approvals expire by their own `expiresAt`. */
export interface Timers {
  readonly unassigned?: string | undefined;
  readonly silence?: string | undefined;
}

/** One ticket's case. Texts are tokenised. */
export interface CaseRecord extends Facts {
  readonly ticketId: string;
  readonly conversationId: string;
  readonly lane: Lane;
  /** Counts writes of this record; a write is refused when somebody else was faster. */
  readonly version: number;
  readonly standing: Standing;
  /** Changes told so far. */
  readonly revision: number;
  /** The conversation's revision that is taken into account. */
  readonly conversationRevision: number;
  readonly epoch: number;
  readonly turn: number;
  /** This turn has been decided: later proposals of it are too late. */
  readonly judged: boolean;
  readonly settling: Settling | null;
  readonly heldBy: string;
  readonly approvals: readonly HeldApproval[];
  readonly escalation?: Escalation | undefined;
  readonly reply?: DeliveredReply | undefined;
  readonly firstReplyAt: string;
  readonly suggestion: string;
  readonly resolvedBy: '' | 'bot' | 'human';
  /** The customer has said that it is solved. */
  readonly confirmed: boolean;
  /** The customer was asked for a rating with the last reply, and has not given it. */
  readonly surveyed?: boolean | undefined;
  /** Who wrote last. */
  readonly lastWord: 'customer' | 'bot' | 'human';
  readonly timers: Timers;
}

/** An event to be said; ids and keys are added where it is committed. */
export type Said = { [T in TopicName]: { readonly topic: T; readonly body: Payload<T> } }[TopicName];

/** A case and what has been said on the way to it. */
export interface Story {
  readonly case: CaseRecord;
  /** The state that was told last. */
  readonly toldState: TicketState;
  readonly said: readonly Said[];
}

/** What rules may look at beside the case and the fact. */
export interface Setting {
  readonly catalogue: Pick<Catalogue, 'intents' | 'aliases' | 'policies' | 'replies' | 'shop'>;
  readonly mode: 'auto' | 'suggest';
  /** When the fact happened, ISO 8601: goes into what is said. */
  readonly now: string;
  /** The database's clock, ISO 8601: timers start from it. */
  readonly clock: string;
  /** Derived from the cause and the ticket: the same cause makes the same ids. */
  readonly ids: { readonly message: string; readonly approval: string };
}

/** What the words "after a person took it over, handed it back or resolved it" mean for one conversation. */
export interface ConversationChange {
  readonly kind: 'taken_over' | 'released' | 'resolved';
  readonly conversationId: string;
  readonly by: string;
  readonly epoch: number;
  readonly revision: number;
  readonly at: string;
  readonly ticketIds: readonly string[];
  /** The last erasure of this conversation, which outlives newer changes. */
  readonly erased?: Erasure | undefined;
}

export interface Erasure {
  /** By ticket, the newest turn that was erased. */
  readonly turns: Readonly<Record<string, number>>;
  readonly at: string;
}
