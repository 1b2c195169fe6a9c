/** What a manifest is written of: a turn that came to rest, words that reached the customer, a hand-over to people. */
export type OutputKind = 'settled' | 'reply' | 'escalation';

/** `hmac-sha256:` and 64 hex digits: a text under the conversation's own key. Erasure destroys the key. */
export type TextHash = string;

export interface ManifestCall {
  readonly tool: string;
  readonly kind: string;
  readonly status: string;
  /** Code of the refusal. */
  readonly refusal: string | null;
  readonly arguments: TextHash;
  readonly result: TextHash | null;
  readonly idempotencyKey: string | null;
  readonly at: string;
}

/** What a person did otherwise, or instead. */
export interface ManifestOverride {
  readonly at: string;
  readonly by: string;
  readonly kind: string;
  readonly approvalId: string | null;
  /** The edited draft, where there is one. */
  readonly text: TextHash | null;
}

/** Why one output is as it is; without its place in the chain. */
export interface ManifestContent {
  readonly kind: OutputKind;
  readonly eventId: string;
  readonly ticketId: string;
  readonly turn: number;
  readonly at: string;
  /** At most 3, best first. */
  readonly documents: readonly { documentId: string; section: string; version: string; score: number }[];
  /** Of every intent, 0-1. */
  readonly confidence: Readonly<Record<string, number>>;
  readonly rules: readonly string[];
  readonly guardrails: readonly string[];
  readonly calls: readonly ManifestCall[];
  /** The catalogue's version covers its policies and its written prompts. */
  readonly versions: { catalogue: string | null; classifier: string | null; policy: string | null; prompt: string | null; model: string | null };
  readonly decision: {
    /** State of the ticket, where this settles it. */
    state: string | null;
    outcome: string | null;
    resolvedBy: string | null;
    escalation: { code: string; level: string; queue: string } | null;
    /** Who speaks in a reply: bot, or a person. */
    by: string | null;
  };
  readonly overrides: readonly ManifestOverride[];
  /** What the customer was told, or the summary for the person who takes over. */
  readonly text: TextHash | null;
}

export interface ManifestPlace {
  readonly conversationId: string;
  /** From 1, without gaps. */
  readonly n: number;
  /** SHA-256 of the manifest before it. */
  readonly previous: string | null;
  /** Id of the public key that verifies its signature. */
  readonly key: string;
}

export type Manifest = ManifestContent & ManifestPlace;

/** Ends an exported file: how long the chain was at that moment, and its last manifest. */
export interface ManifestSeal {
  readonly kind: 'seal';
  readonly conversationId: string;
  readonly length: number;
  readonly head: string | null;
  readonly at: string;
}
