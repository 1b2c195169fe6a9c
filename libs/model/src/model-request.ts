import type { z } from 'zod';
import type { Tier } from './tier.js';

export interface ProposedCall {
  readonly id: string;
  readonly name: string;
  /** As the model wrote them: not even JSON for sure. */
  readonly argumentsJson: string;
}

export type ModelMessage =
  | { readonly role: 'system' | 'user'; readonly content: string }
  | { readonly role: 'assistant'; readonly content: string; readonly toolCalls: readonly ProposedCall[] }
  | { readonly role: 'tool'; readonly callId: string; readonly content: string };

export interface OfferedTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema. */
  readonly parameters: Record<string, unknown>;
}

/** What is asked. Every text in it is tokenised. */
export interface ModelRequest<Answer> {
  /** What the answer belongs to, `ticket/turn` or a part of it: the same request in the same scope is asked once. */
  readonly scope: string;
  readonly ticketId: string;
  readonly tier: Tier;
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly OfferedTool[];
  readonly answer: { readonly name: string; readonly schema: z.ZodType<Answer> };
  readonly maxTokens: number;
  readonly temperature: number;
  /** An answer that an equal request was given before will do, whoever's it was: nothing in it belongs to one customer. */
  readonly shared?: boolean;
}

/** One try of a request with what came of it, failures included: a fact of the turn. */
export interface ModelRecord {
  /** SHA-256 of the canonical request, as it was sent. */
  readonly requestSha256: string;
  readonly request: unknown;
  readonly tier: Tier;
  readonly model: string;
  readonly text: string;
  readonly toolCalls: readonly ProposedCall[];
  readonly tokens: number;
  readonly costUsd: string;
  readonly ms: number;
  readonly at: string;
  /** 1; 2 where it was asked again. */
  readonly attempt: number;
  readonly failure?: WhyNot;
}

/** A try as it is kept. */
export interface Kept {
  readonly sha256: string;
  readonly record: ModelRecord;
  /** Answered an equal request before: nothing was asked, nothing is paid. */
  readonly reused: boolean;
}

export type WhyNot =
  | 'timeout' | 'failed' | 'breaker_open' | 'invalid_answer'
  | 'ticket_budget' | 'tier_budget' | 'day_budget'
  /** Longer than the tier can read. */
  | 'window'
  /** The request held personal data in the clear: it was not sent. */
  | 'personal_data';

/** `tries`: everything that was asked for it, in order. `spent`: what they cost together, vain ones included. */
export type Asked<Answer> = { readonly tries: readonly Kept[]; readonly spent: Spent } & (
  | { readonly kind: 'calls'; readonly text: string; readonly calls: readonly ProposedCall[] }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'unavailable'; readonly why: WhyNot }
);

export interface Spent {
  readonly calls: number;
  readonly tokens: number;
  readonly nanoUsd: number;
}
