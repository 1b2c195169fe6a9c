import { status, type MethodDefinition, type ServiceDefinition } from '@grpc/grpc-js';
import type { GrpcService } from './grpc.js';
import { fromStatus, toStatus } from './rpc-error.js';

type Method = MethodDefinition<unknown, unknown>;
type Handler = (request: never) => Promise<unknown>;

const handlers = new Map<string, Handler>();

/** What this very process serves needs no wire. Answers how to take it back. */
export function serveLocally(address: string, services: readonly GrpcService[]): () => void {
  const keys = services.flatMap(({ definition, handlers: of }) =>
    Object.entries(definition as ServiceDefinition).map(([name, { path }]) => {
      const key = keyOf(address, path);
      handlers.set(key, of[name]!);
      return key;
    }),
  );
  return () => keys.forEach((key) => handlers.delete(key));
}

/** The handler of an rpc that this process serves itself. */
export function localHandler(address: string, path: string): Handler | undefined {
  return handlers.get(keyOf(address, path));
}

/** As over the wire: copies both ways, by the contract's own bytes, the same errors, the same deadline. */
export async function callLocally(handler: Handler, method: Method, request: unknown, deadlineMs: number): Promise<unknown> {
  const asked = method.requestDeserialize(method.requestSerialize(request)) as never;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(fromStatus(method.path.slice(1), { code: status.DEADLINE_EXCEEDED, details: 'Deadline exceeded' })), deadlineMs);
  });
  const answered = handler(asked).catch((error: unknown) => Promise.reject(fromStatus(method.path.slice(1), toStatus(error))));
  try {
    return method.responseDeserialize(method.responseSerialize(await Promise.race([answered, late])));
  } finally {
    clearTimeout(timer);
  }
}

function keyOf(address: string, path: string): string {
  return `${address} ${path}`;
}
