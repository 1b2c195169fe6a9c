import type { ToolName } from '@deskhand/catalogue/tool-names.js';
import type { Json } from '../decide/turn.js';

export type LedgerStatus = 'intended' | 'sent' | 'succeeded' | 'refused' | 'unknown' | 'failed';

/** An effect outside, from the intention to what became of it. */
export interface LedgerRow {
  readonly idempotencyKey: string;
  readonly conversationId: string;
  readonly ticketId: string;
  readonly turnId: string;
  /** A tool of the catalogue; `send_mail` for the desk's own confirmations. */
  readonly tool: ToolName | 'send_mail';
  /** Tokenised. */
  readonly arguments: Json;
  readonly customerId: string;
  readonly orderId: string | null;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly approvalId: string | null;
  readonly status: LedgerStatus;
  readonly attempts: number;
  readonly result: Json | null;
  readonly refusal: { code: string; words: string } | null;
  readonly reconciled: boolean;
  readonly intendedAt: string;
  readonly settledAt: string | null;
}

/** What is known when a write is intended. */
export type Intention = Omit<LedgerRow, 'status' | 'attempts' | 'result' | 'refusal' | 'reconciled' | 'intendedAt' | 'settledAt'>;

/** What became of a write. */
export type Ending =
  | { readonly status: 'succeeded'; readonly result: Json }
  | { readonly status: 'refused'; readonly refusal: { code: string; words: string } }
  | { readonly status: 'unknown' | 'failed' };

export function isSettled(status: LedgerStatus): boolean {
  return status !== 'intended' && status !== 'sent';
}
