import type { Shop } from './shop.js';

export interface CallRequest {
  /** The `:names` of the path, percent-decoded. */
  params: Record<string, string>;
  query: URLSearchParams;
  /** The parsed JSON body; `{}` where none was sent. */
  body: unknown;
}

export interface Answer {
  status: number;
  body: unknown;
}

export interface ReadCall {
  kind: 'read';
  method: 'GET';
  path: string;
  run(shop: Shop, request: CallRequest): Answer;
}

export interface WriteCall {
  kind: 'write';
  method: 'POST' | 'PATCH';
  path: string;
  /** The effect's name in the ledger. */
  effect: string;
  /** Runs inside the transaction that also keeps the answer; throws `Refusal` to undo and refuse. */
  run(shop: Shop, request: CallRequest): Answer;
}

export type Call = ReadCall | WriteCall;
