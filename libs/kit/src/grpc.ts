import { chmodSync } from 'node:fs';
import { context, propagation, SpanKind } from '@opentelemetry/api';
import {
  type CallOptions,
  type ChannelCredentials,
  Client,
  type ClientUnaryCall,
  credentials,
  Metadata,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceDefinition,
  type ServiceError,
  type sendUnaryData,
} from '@grpc/grpc-js';
import type { BaseConfig } from './config.js';
import { freeSocket } from './free-socket.js';
import { callLocally, localHandler } from './local-rpc.js';
import { fromStatus, toStatus } from './rpc-error.js';
import { grpcAddress, type ServiceName } from './run-dir.js';
import { attributeNames } from './telemetry-names.js';
import { extract, traced } from './telemetry.js';

export interface GrpcService {
  /** `XyzService` as generated. */
  definition: ServiceDefinition;
  /** One function a method, `(request) => Promise<response>`; throws RpcError for an expected no. */
  handlers: Record<string, (request: never) => Promise<unknown>>;
}

/** The functions that a generated `XyzService` asks for. */
export type Handlers<Definition extends ServiceDefinition> = {
  [Method in keyof Definition]: (
    request: ReturnType<Definition[Method]['requestDeserialize']>,
  ) => Promise<Parameters<Definition[Method]['responseSerialize']>[0]>;
};

/** A service to serve, held to its contract by the compiler. */
export function grpcService<const Definition extends ServiceDefinition>(definition: Definition, handlers: Handlers<Definition>): GrpcService {
  return { definition, handlers: handlers as unknown as GrpcService['handlers'] };
}

export interface GrpcServer {
  stop(): Promise<void>;
}

const deadlineMs = 2_000;

/** Serves on `unix:/path` or `host:port`. A socket file left behind by a killed process is replaced. */
export async function serveGrpc(address: string, services: GrpcService[]): Promise<GrpcServer> {
  const path = address.startsWith('unix:') ? address.slice('unix:'.length) : undefined;
  if (path) await freeSocket(path);
  const server = new Server();
  for (const { definition, handlers } of services) server.addService(definition, callbacks(definition, handlers));
  await new Promise<void>((resolve, reject) =>
    server.bindAsync(address, ServerCredentials.createInsecure(), (error) => (error ? reject(error) : resolve())),
  );
  if (path) chmodSync(path, 0o600);
  return { stop: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.forceShutdown(), deadlineMs);
    server.tryShutdown(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function callbacks(definition: ServiceDefinition, handlers: GrpcService['handlers']) {
  return Object.fromEntries(
    Object.entries(definition).map(([name, { path }]) => {
      const handler = handlers[name];
      if (!handler) throw new Error(`The rpc ${path} has no handler: add "${name}" to its handlers`);
      const callback = (call: ServerUnaryCall<unknown, unknown>, answer: sendUnaryData<unknown>) => {
        const options = { kind: SpanKind.SERVER, attributes: attributesOf(path), parent: extract(call.metadata.getMap()) };
        traced(path.slice(1), options, () => handler(call.request as never)).then(
          (response) => answer(null, response),
          (error: unknown) => answer(toStatus(error)),
        );
      };
      return [name, callback];
    }),
  );
}

type Unary<Request, Response> = (
  request: Request,
  metadata: Metadata,
  options: Partial<CallOptions>,
  callback: (error: ServiceError | null, response: Response) => void,
) => ClientUnaryCall;

/** The methods of a generated client as promises. */
export type PromiseClient<Generated> = {
  [Method in keyof Generated as Generated[Method] extends Unary<never, unknown> ? Method : never]: Generated[Method] extends Unary<infer Request, infer Response>
    ? (request: Request, options?: { deadlineMs?: number }) => Promise<Response>
    : never;
} & { close(): void };

/** `XyzClient` as generated. */
export interface ClientClass<Generated> {
  new (address: string, credentials: ChannelCredentials, options?: object): Generated;
  readonly service: ServiceDefinition;
}

const channel = {
  // Who calls decides about retries; nested ones multiply.
  'grpc.enable_retries': 0,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.min_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
};

/** A client of a service of this desk. Calls reject with RpcError (a no) or Transient (unreachable, late, failed) after 2 s at most. */
export function connect<Generated>({ service }: ClientClass<Generated>, name: ServiceName, config: BaseConfig): PromiseClient<Generated> {
  const address = grpcAddress(config, name);
  const client = new Client(address, credentials.createInsecure(), channel);
  const methods = Object.entries(service).map(([method, definition]) => {
    const { path, requestSerialize, responseDeserialize } = definition;
    const call = (request: unknown, options?: { deadlineMs?: number }) =>
      traced(path.slice(1), { kind: SpanKind.CLIENT, attributes: attributesOf(path) }, () => {
        const local = localHandler(address, path);
        if (local) return callLocally(local, definition, request, options?.deadlineMs ?? deadlineMs);
        return new Promise((resolve, reject) => {
          const deadline = Date.now() + (options?.deadlineMs ?? deadlineMs);
          client.makeUnaryRequest(path, requestSerialize, responseDeserialize, request, traceMetadata(), { deadline }, (error, response) =>
            error ? reject(fromStatus(path.slice(1), error)) : resolve(response),
          );
        });
      });
    return [method, call];
  });
  return Object.assign(Object.fromEntries(methods), { close: () => client.close() }) as PromiseClient<Generated>;
}

function traceMetadata(): Metadata {
  const metadata = new Metadata({ waitForReady: true });
  propagation.inject(context.active(), metadata, { set: (carrier, key, value) => carrier.set(key, value) });
  return metadata;
}

function attributesOf(path: string) {
  return { [attributeNames.rpcSystem]: 'grpc', [attributeNames.rpcMethod]: path.slice(1) };
}
