import { STATUS_CODES } from 'node:http';
import type { Answer } from '../call.js';
import type { Refusal } from '../refusal.js';

/** A refusal as RFC 9457 `application/problem+json`. */
export function toProblem(refusal: Refusal): Answer {
  const { status, code, message, errors } = refusal;
  return { status, body: { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, code, detail: message, errors } };
}
