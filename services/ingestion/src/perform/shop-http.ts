import { Transient } from '@deskhand/kit/errors.js';

export interface ShopPlace {
  /** Without a slash at its end. */
  url: string;
  token: string | undefined;
  timeoutMs: number;
}

export interface ShopRequest {
  method: 'GET' | 'POST';
  path: string;
  body?: object;
  idempotencyKey?: string;
}

/** Statuses that are faults to retry, never refusals (API.md §3). */
const faults = new Set([401, 403, 408, 425, 429]);
const mostBytes = 1_000_000;

/** One call to the shop. @throws Transient when it is away, slow, broken or says "later" */
export async function askShop({ url, token, timeoutMs }: ShopPlace, { method, path, body, idempotencyKey }: ShopRequest): Promise<{ status: number; body: unknown }> {
  const headers = {
    accept: 'application/json',
    ...(token && { authorization: `Bearer ${token}` }),
    ...(body && { 'content-type': 'application/json' }),
    ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
  };
  try {
    const response = await fetch(url + path, { method, headers, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs), ...(body && { body: JSON.stringify(body) }) });
    const { status } = response;
    if (status >= 500 || (status >= 300 && status < 400) || faults.has(status)) throw new Transient(`the shop answered ${status}`);
    const text = await response.text();
    return { status, body: text.length > mostBytes ? undefined : parse(text) };
  } catch (error) {
    // A shop's message, or an address in a path, goes into no log.
    throw error instanceof Transient ? error : new Transient(`the shop does not answer ${method} ${path.split('?')[0]!}`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
