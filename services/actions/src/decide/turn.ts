import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { IntentPolicy } from '@deskhand/catalogue/intent-policy.js';
import type { ToolName } from '@deskhand/catalogue/tool-names.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { Citation, Passage } from '@deskhand/contracts/gen/events/deskhand/knowledge/v1/facts.js';
import type { Grounding } from '@deskhand/contracts/gen/events/deskhand/retrieval/v1/events.js';
import type { ToolStatus, EscalationCode } from '@deskhand/contracts/words.js';
import type { Customer } from './shop-facts.js';

export type Json = Readonly<Record<string, unknown>>;

/** Everything a plan may look at. Texts are tokenised. */
export interface Turn {
  readonly received: Received;
  readonly classified: Classified;
  readonly grounding: Grounding;
  readonly catalogue: Catalogue;
  readonly intent: IntentPolicy;
  /** ISO 8601. */
  readonly now: string;
  readonly mode: 'auto' | 'suggest';
  /** The authenticated customer as the shop knows them; null while nobody is authenticated or the shop does not say. */
  readonly customer: TokenisedCustomer | null;
  /** The question of the desk's that this message answers. */
  readonly answered: Pending | null;
}

export type TokenisedCustomer = Customer & { firstName: string };

/** What the desk asked for and what it knew by then. */
export interface Pending {
  readonly intent: string;
  /** A wish of the classifier's list; empty for a mere question. */
  readonly wish: string;
  readonly missing: 'verification' | 'order' | 'confirmation' | 'address' | 'items' | 'payment' | 'what';
  readonly known: Json;
}

export interface Call {
  readonly tool: ToolName;
  readonly arguments: Json;
}

/** A call that has been made, as events tell it. */
export interface DoneCall extends Call {
  readonly kind: 'read' | 'write';
  readonly status: ToolStatus;
  readonly result: Json | null;
  readonly refusal: { code: string; words: string } | null;
  readonly idempotencyKey: string;
  readonly at: string;
  /** For a write that waits: how many people must agree, and whether policy (rather than review) asks for them. */
  readonly waits?: { neededApprovals: number; byPolicy: boolean; fingerprint: string; reference: string };
}

/** A piece of the reply. */
export interface Part {
  readonly text: string;
  /** The desk's own words, never reviewed. */
  readonly fixed: boolean;
  readonly citations?: readonly Citation[];
  readonly passages?: readonly Passage[];
  /** The text already says sorry. */
  readonly apology?: boolean;
  readonly pending?: Pending;
  readonly closure?: boolean;
  readonly rule: string;
}

/** What comes next: one more call, a piece of the reply, or a person. */
export type Step =
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'say'; readonly part: Part }
  | { readonly kind: 'escalate'; readonly code: EscalationCode; readonly reason: string; readonly part?: Part };

/** The state of affairs a plan decides on: the turn, and what was called so far. */
export type Plan = (turn: Turn, calls: readonly DoneCall[]) => Step;
