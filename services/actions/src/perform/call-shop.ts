import { readLimited } from './read-limited.js';
import type { ShopAnswer } from './shop-answer.js';

export interface ShopAddress {
  /** Without a slash at its end. */
  readonly url: string;
  readonly token?: string | undefined;
  readonly timeoutMs: number;
}

export interface ShopCall {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Percent-encoded where it has to be. */
  readonly path: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

/** Statuses that are faults to retry or to report, never refusals. */
const faults = new Set([401, 403, 408, 425, 429]);
/** Of those, the ones that only an operator can mend. */
const hopeless = new Set([401, 403]);

/** One call over HTTP. Never throws: whatever a shop does is one of four answers. */
export async function callShop(shop: ShopAddress, call: ShopCall): Promise<ShopAnswer> {
  try {
    const response = await fetch(shop.url + call.path, {
      method: call.method,
      headers: headersOf(shop, call),
      body: call.body === undefined ? null : JSON.stringify(call.body),
      // A shop that moved is a fault of configuration: the bearer and the write go nowhere else.
      redirect: 'manual',
      signal: AbortSignal.timeout(shop.timeoutMs),
    });
    return judge(response, parse(await readLimited(response)));
  } catch (error) {
    const detail = `${call.method} ${call.path.split('?')[0]}: ${reason(error)}`;
    return neverLeft(error) ? { kind: 'fault', again: true, waitMs: 0, detail } : { kind: 'unknown', detail };
  }
}

function headersOf({ token }: ShopAddress, { body, idempotencyKey }: ShopCall): Record<string, string> {
  return {
    accept: 'application/json',
    ...(token && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
  };
}

function judge(response: Response, body: unknown): ShopAnswer {
  const { status } = response;
  if (status >= 200 && status < 300) return { kind: 'answered', status, body };
  const detail = `the shop answered ${status}`;
  if (faults.has(status)) return { kind: 'fault', again: !hopeless.has(status), waitMs: retryAfter(response), detail };
  if (status >= 400 && status < 500) return { kind: 'refused', status, code: member(body, 'code'), detail: member(body, 'detail') || detail };
  return { kind: 'unknown', status, detail };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function member(body: unknown, name: string): string {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === 'string' ? value.slice(0, 500) : '';
}

function retryAfter(response: Response): number {
  const seconds = Number(response.headers.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 20) * 1_000 : 0;
}

function codeOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code: unknown = typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'code') : undefined;
  return typeof code === 'string' ? code : '';
}

/** The connection was never made, so the shop cannot have done anything. */
function neverLeft(error: unknown): boolean {
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH', 'ENETUNREACH'].includes(codeOf(error));
}

function reason(error: unknown): string {
  const code = codeOf(error);
  return code || (error instanceof Error ? error.message : String(error));
}
