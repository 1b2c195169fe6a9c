import { referenceOf } from '../decide/reference-of.js';
import { sayRefusal } from '../decide/say-refusal.js';
import type { Order } from '../decide/shop-facts.js';
import type { Call, DoneCall, Turn } from '../decide/turn.js';
import { fingerprintOf } from './write-identity.js';

/** A call as events tell it. */
export function doneCall(turn: Turn, call: Call, kind: DoneCall['kind'], more: Partial<DoneCall> & Pick<DoneCall, 'status'>): DoneCall {
  return { tool: call.tool, arguments: call.arguments, kind, result: null, refusal: null, idempotencyKey: '', at: turn.now, ...more };
}

/** A call that was not made, with the reason in the customer's words. `order`: their own order, whose facts the words may name. */
export function refusedCall(turn: Turn, call: Call, kind: DoneCall['kind'], code: string, order: Order | null): DoneCall {
  const words = sayRefusal(code, String(call.arguments.orderId ?? ''), order, turn);
  return doneCall(turn, call, kind, { status: 'refused', refusal: { code, words } });
}

/** A call that could not be made because the shop is away or lies; `detail` is for people, never for the customer. */
export function failedCall(turn: Turn, call: Call, kind: DoneCall['kind'], detail: string, idempotencyKey = ''): DoneCall {
  return doneCall(turn, call, kind, { status: 'failed', refusal: { code: 'shop_fault', words: detail }, idempotencyKey });
}

/** A write that waits for people: because policy says so, or with the draft that tells of it. */
export function waitingCall(turn: Turn, call: Call, key: string, order: Order | null, neededApprovals: number, byPolicy: boolean): DoneCall {
  const waits = { neededApprovals, byPolicy, fingerprint: fingerprintOf(call, order), reference: referenceOf(key) };
  return doneCall(turn, call, 'write', { status: 'awaiting_approval', idempotencyKey: key, waits });
}

/** A write that people have stopped for now: not begun, and the turn goes to them. */
export function pausedCall(turn: Turn, call: Call, idempotencyKey = ''): DoneCall {
  const refusal = { code: 'paused', words: `People have paused ${call.tool}: it was not begun.` };
  return doneCall(turn, call, 'write', { status: 'failed', refusal, idempotencyKey });
}
