import { randomUUID } from 'node:crypto';

export interface CallOptions {
  body?: unknown;
  /** The Idempotency-Key; a fresh one by default, none where `null`. */
  key?: string | null;
  token?: string;
  timeoutMs?: number;
}

/** One call to a shop as a client makes it: `callShop(url, 'POST /refunds', {body})`. */
export async function callShop(url: string, call: string, options: CallOptions = {}) {
  const [method = 'GET', path = '/'] = call.split(/ (.*)/);
  const { body, token, timeoutMs = 5_000 } = options;
  const key = options.key === undefined ? randomUUID() : options.key;
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(method === 'GET' || key === null ? {} : { 'idempotency-key': key }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const json = JSON.parse(await response.text());
  return { status: response.status, type: response.headers.get('content-type'), body: json };
}

export function usd(value: string) {
  return { value, currency: 'USD' };
}
