import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { z } from 'zod';
import { Transient } from './errors.js';
import { shapeProblem } from './parse-input.js';
import { Problem } from './problem.js';

/** Any thrown value as the answer a client gets; what is not meant for clients becomes a plain 500. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof z.core.$ZodError) return shapeProblem(error);
  if (codeOf(error) === diskFull) return noRoom();
  if (error instanceof Transient || isUnreachable(error)) return busy();
  const status = statusOf(error);
  if (status === undefined || status >= 500) return internal(status ?? 500);
  return new Problem(status, STATUS_CODES[status] ?? 'Refused', hints[status] ?? sentence(error));
}

const hints: Record<number, string> = {
  413: 'The body is larger than 256 KiB: send less.',
  414: 'The path is too long: an id has at most 200 characters.',
  415: 'A write needs the header "content-type: application/json".',
};

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return codeOf(error).startsWith('FST_') && typeof statusCode === 'number' ? statusCode : undefined;
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Postgres cannot write: the disk is full. */
const diskFull = '53100';

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null | undefined)?.code ?? '');
}

/** Connection failures of Postgres and of sockets: the request may well succeed in a moment. */
function isUnreachable(error: unknown): boolean {
  return /^(08\w{3}|53300|57P0[123]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/.test(codeOf(error));
}

function busy(): Problem {
  const headers = { 'retry-after': '1' };
  return new Problem(503, 'Try again', 'Something this desk depends on does not answer just now: try again in a moment.', { headers });
}

function noRoom(): Problem {
  const headers = { 'retry-after': '60' };
  return new Problem(503, 'Disk full', 'The disk of this desk is full and nothing was taken: free some space and send it again.', { headers });
}

function internal(status: number): Problem {
  return new Problem(status, STATUS_CODES[status] ?? 'Internal error', 'The desk failed at this; its log has the reason under this request\'s trace id.');
}
