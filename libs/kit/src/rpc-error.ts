import { Metadata, status } from '@grpc/grpc-js';
import { Permanent, Transient } from './errors.js';

/** The ways an rpc says no that a retry does not change. */
export type RpcCode = 'invalid_argument' | 'not_found' | 'already_exists' | 'permission_denied' | 'failed_precondition' | 'unauthenticated' | 'out_of_range' | 'unimplemented';

/** An expected no of an rpc. `reason` is a word of the service's contract. */
export class RpcError extends Permanent {
  constructor(
    readonly code: RpcCode,
    message: string,
    readonly reason: string = code,
  ) {
    super(message);
  }
}

const codes: Record<RpcCode, status> = {
  invalid_argument: status.INVALID_ARGUMENT,
  not_found: status.NOT_FOUND,
  already_exists: status.ALREADY_EXISTS,
  permission_denied: status.PERMISSION_DENIED,
  failed_precondition: status.FAILED_PRECONDITION,
  unauthenticated: status.UNAUTHENTICATED,
  out_of_range: status.OUT_OF_RANGE,
  unimplemented: status.UNIMPLEMENTED,
};

/** What travels: code, sentence, reason. Errors of unknown kind keep their words to themselves. */
export function toStatus(error: unknown): { code: status; details: string; metadata: Metadata } {
  const metadata = new Metadata();
  if (error instanceof RpcError) {
    metadata.set('reason', error.reason);
    return { code: codes[error.code], details: error.message, metadata };
  }
  if (error instanceof Permanent) return { code: status.FAILED_PRECONDITION, details: error.message, metadata };
  if (error instanceof Transient) return { code: status.UNAVAILABLE, details: error.message, metadata };
  return { code: status.INTERNAL, details: 'the service failed at this', metadata };
}

/** The caller's side: an RpcError for a no, Transient for everything that may pass. */
export function fromStatus(method: string, { code, details, metadata }: { code: status; details: string; metadata?: Metadata }): Error {
  const word = (Object.keys(codes) as RpcCode[]).find((key) => codes[key] === code);
  if (word) return new RpcError(word, details, String(metadata?.get('reason')[0] ?? word));
  return new Transient(`${method} did not answer (${status[code]}: ${details})`);
}
