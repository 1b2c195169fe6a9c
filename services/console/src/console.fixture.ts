import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bus } from '@deskhand/bus/bus.js';
import { BusServer } from '@deskhand/bus/bus-server.js';
import { type ContextRequest, type ContextResponse, ConversationsService, type RevealRequest, VaultService } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import { ViewClient } from '@deskhand/contracts/gen/rpc/deskhand/console/v1/service.js';
import { topics } from '@deskhand/contracts/topics.js';
import { parseConfig } from '@deskhand/kit/config.js';
import type { Database } from '@deskhand/kit/database.js';
import { connect, serveGrpc } from '@deskhand/kit/grpc.js';
import { createLogger } from '@deskhand/kit/logger.js';
import { RpcError } from '@deskhand/kit/rpc-error.js';
import { grpcAddress } from '@deskhand/kit/run-dir.js';
import { start } from '@deskhand/kit/start.js';
import { consoleConfigSchema } from './config.js';
import { consoleGrpc } from './console.grpc.js';
import { ConsoleModule } from './console.module.js';
import type { SeenEvent } from './decide/facts.js';

/** Ingestion as far as the console knows it: a vault of what a test puts in. */
export class StandInIngestion {
  readonly words = new Map<string, string>();
  readonly reveals: RevealRequest[] = [];
  readonly messages: ContextResponse['messages'] = [];

  services() {
    const reveal = async (request: RevealRequest) => {
      this.reveals.push(request);
      return { revealed: request.texts.map((text) => this.words.get(text) ?? text) };
    };
    /** The console never asks for the rest, whatever is added to it. */
    const silent = (definition: object) => Object.fromEntries(Object.keys(definition).map((rpc) => [rpc, () => Promise.reject(new RpcError('unimplemented', 'the console never asks'))]));
    const context = async ({ ticketId }: ContextRequest) => {
      if (!this.messages.some((message) => message.ticketId === ticketId)) throw new RpcError('not_found', 'unknown');
      const nobody = { source: 'shop', epoch: 1, revision: 1, heldBy: '', authenticated: false, customerId: '', tickets: [] };
      return { conversationId: '', ...nobody, messages: this.messages };
    };
    return [
      { definition: VaultService, handlers: { ...silent(VaultService), reveal } },
      { definition: ConversationsService, handlers: { ...silent(ConversationsService), context } },
    ];
  }
}

/** The console as it runs in the desk: real HTTP, gRPC, PGlite, embedded bus. Only ingestion is a stand-in. */
export async function startConsole(dataDir?: string, env: Record<string, string> = {}) {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'console-'));
  const config = parseConfig(consoleConfigSchema, { PORT: '0', DESKHAND_DATA: folder, ...env });
  const ingestion = new StandInIngestion();
  const grpc = await serveGrpc(grpcAddress(config, 'ingestion'), ingestion.services());
  let bus!: Bus;
  let db!: Database;
  const desk = await start({
    name: 'console',
    modules: [ConsoleModule],
    services: ['console'],
    config,
    logger: createLogger({ name: 'console', level: 'silent' }),
    signals: false,
    grpc: [consoleGrpc],
    bus: (kit) => {
      ({ db } = kit);
      const kafka = config.KAFKA_BROKERS && { brokers: config.KAFKA_BROKERS };
      bus = new Bus({ db, topics, services: ['console'], log: kit.logger, ...(kafka && { kafka }), tuning: { backoffMs: { first: 5, most: 20 } } });
      const server = new BusServer(bus);
      return { strategy: server, drain: (ms) => server.drain(ms), ready: () => bus.ready(), providers: [{ provide: Bus, useValue: bus }] };
    },
  });
  const view = connect(ViewClient, 'console', config);
  return {
    url: desk.url, folder, db, bus, view, ingestion,
    async get<Body = Record<string, never>>(path: string) {
      const response = await fetch(desk.url + path);
      return { status: response.status, body: (await response.json()) as Body };
    },
    /** Over the bus, as another service says it. */
    say({ id, topic, key, subject, at, body }: SeenEvent) {
      const headers = { ce_source: 'deskhand/test', ce_id: id, ce_time: at, ...(subject && { ce_subject: subject }) };
      return bus.append({ topic, key, value: JSON.stringify(body), headers });
    },
    /** As a service tells of a write before it answers. */
    apply(events: readonly SeenEvent[]) {
      return view.apply({ events: events.map(({ at: time, body, subject, headers: _headers, ...event }) => ({ ...event, time, subject: subject ?? '', bodyJson: JSON.stringify(body) })) });
    },
    async stop(keep = false) {
      view.close();
      await desk.stop();
      await grpc.stop();
      if (!keep) rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type RunningConsole = Awaited<ReturnType<typeof startConsole>>;
