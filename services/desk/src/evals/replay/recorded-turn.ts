import type { Proposal, ModelTranscript } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { Approval, EscalationCause } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { Grounding } from '@deskhand/contracts/gen/events/deskhand/retrieval/v1/events.js';
import type { Lane } from '@deskhand/contracts/words.js';
import type { Verdict } from './verdict-of.js';

/** One customer message and everything that the log says was decided of it. */
export interface RecordedTurn {
  readonly received: Received;
  readonly at: string;
  readonly lane: Lane;
  /** The ticket's approvals as they stood before. */
  readonly approvals: readonly Approval[];
  /** People had the ticket, or two messages overlapped: what the case came to was not this turn's alone to decide, and is not compared. */
  isBeside: boolean;
  /** By intent. */
  read?: Classified;
  /** By retrieval: after the second look, where there was one. */
  settled?: Classified;
  grounding?: Grounding;
  /** By actions. */
  proposal?: Proposal;
  transcript?: ModelTranscript | undefined;
  /** Why a service asked for a person. */
  cause?: EscalationCause;
  /** By the case; absent where it decided nothing. */
  verdict?: Verdict;
}
