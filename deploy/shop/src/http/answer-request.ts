import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../call.js';
import { calls } from '../calls.js';
import { executeWrite } from '../execute-write.js';
import type { FaultSource } from '../faults/fault-source.js';
import { Refusal } from '../refusal.js';
import type { Shop } from '../shop.js';
import { acceptIdempotencyKey } from './accept-idempotency-key.js';
import { checkBearer } from './check-bearer.js';
import { type Match, matchCall } from './match-call.js';
import { readJson } from './read-json.js';

export interface Counter {
  shop: Shop;
  token: string | undefined;
  faults: FaultSource | undefined;
}

/** The answer to one request; `undefined` where a fault wants silence. */
export async function answerRequest(counter: Counter, request: IncomingMessage): Promise<Answer | undefined> {
  checkBearer(counter.token, request.headers.authorization);
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const match = matchCall(calls, request.method ?? '', path);
  if (counter.faults?.noOperations && path.startsWith('/operations/')) {
    throw new Refusal(405, 'operations_not_kept', 'This shop keeps no operations.');
  }
  const perform = await prepare(counter.shop, match, request, path, new URLSearchParams(query));
  return counter.faults ? performBadly(counter.faults, match, perform) : perform();
}

/** Reads all there is to read; what it returns needs no waiting. */
async function prepare(
  shop: Shop,
  { call, params }: Match,
  request: IncomingMessage,
  path: string,
  query: URLSearchParams,
): Promise<() => Answer> {
  if (call.kind === 'read') return () => call.run(shop, { params, query, body: {} });
  const idempotencyKey = acceptIdempotencyKey(request);
  const { body, canonical } = await readJson(request);
  return () => executeWrite(shop, { call, idempotencyKey, path, params, body, canonical });
}

async function performBadly(faults: FaultSource, { call }: Match, perform: () => Answer): Promise<Answer | undefined> {
  const fault = faults.next(call.kind);
  await sleep(faults.latencyMs(call.kind));
  if (fault === 'hang') return undefined;
  if (fault === 'fail_before') throw new Refusal(500, 'internal_error', 'The shop failed before it did anything.');
  const answer = perform();
  if (fault === 'execute_then_time_out') return undefined;
  if (fault === 'execute_then_fail') throw new Refusal(503, 'unavailable', 'The shop cannot say what became of this.');
  return answer;
}
