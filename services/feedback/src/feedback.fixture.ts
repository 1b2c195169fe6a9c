import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bus } from '@deskhand/bus/bus.js';
import { BusServer } from '@deskhand/bus/bus-server.js';
import { type CommittedEvent, type ApplyRequest, ViewService } from '@deskhand/contracts/gen/rpc/deskhand/console/v1/service.js';
import { type CurrentRequest, OutcomesClient, RolloutsClient } from '@deskhand/contracts/gen/rpc/deskhand/feedback/v1/service.js';
import { type ContextRequest, type ContextResponse, ConversationsService, type TokeniseRequest, VaultService } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import { topics } from '@deskhand/contracts/topics.js';
import { parseConfig } from '@deskhand/kit/config.js';
import type { Database } from '@deskhand/kit/database.js';
import { connect, serveGrpc } from '@deskhand/kit/grpc.js';
import { createLogger } from '@deskhand/kit/logger.js';
import { RpcError } from '@deskhand/kit/rpc-error.js';
import { grpcAddress } from '@deskhand/kit/run-dir.js';
import { start } from '@deskhand/kit/start.js';
import { feedbackConfigSchema } from './config.js';
import { feedbackGrpc } from './feedback.grpc.js';
import { FeedbackModule } from './feedback.module.js';

const unsaid = async () => {
  throw new RpcError('unimplemented', 'no test needs it');
};

/** Ingestion and console as far as feedback knows them: tickets named tkt_… exist, and e-mail addresses become tokens. */
export class StandIns {
  readonly applied: CommittedEvent[] = [];
  readonly messages: ContextResponse['messages'] = [];

  readonly context = async ({ ticketId }: ContextRequest): Promise<ContextResponse> => {
    if (!ticketId.startsWith('tkt_')) throw new RpcError('not_found', 'unknown');
    const nobody = { epoch: 1, revision: 1, heldBy: '', authenticated: false, customerId: '' };
    return { conversationId: `shop:${ticketId}`, source: 'shop', ...nobody, tickets: [], messages: this.messages };
  };

  readonly tokenise = async ({ clear }: TokeniseRequest) => ({ tokenised: clear.map(({ text }) => text.replace(/\S+@\S+/g, '<EMAIL_7f3a9c01b2>')) });

  readonly apply = async ({ events }: ApplyRequest) => {
    this.applied.push(...events);
    return {};
  };
}

/** Feedback as it runs in the desk: real HTTP, gRPC, PGlite, embedded bus. */
export async function startFeedback() {
  const folder = mkdtempSync(join(tmpdir(), 'feedback-'));
  const config = parseConfig(feedbackConfigSchema, { PORT: '0', DESKHAND_DATA: folder });
  const others = new StandIns();
  const servers = [
    await serveGrpc(grpcAddress(config, 'ingestion'), [
      { definition: ConversationsService, handlers: { context: others.context, claimWrite: unsaid, endWrite: unsaid } },
      { definition: VaultService, handlers: { tokenise: others.tokenise, reveal: unsaid } },
    ]),
    await serveGrpc(grpcAddress(config, 'console'), [{ definition: ViewService, handlers: { apply: others.apply, conversation: unsaid, ticket: unsaid } }]),
  ];
  let bus!: Bus;
  let db!: Database;
  const desk = await start({
    name: 'feedback',
    modules: [FeedbackModule],
    services: ['feedback'],
    config,
    logger: createLogger({ name: 'feedback', level: 'silent' }),
    signals: false,
    grpc: [feedbackGrpc],
    bus: (kit) => {
      ({ db } = kit);
      bus = new Bus({ db, topics, services: ['feedback'], log: kit.logger, tuning: { backoffMs: { first: 5, most: 20 } } });
      const server = new BusServer(bus);
      return { strategy: server, drain: (ms) => server.drain(ms), ready: () => bus.ready(), providers: [{ provide: Bus, useValue: bus }] };
    },
  });
  const outcomes = connect(OutcomesClient, 'feedback', config);
  const rollouts = connect(RolloutsClient, 'feedback', config);
  return {
    db,
    bus,
    others,
    async post<Body = Record<string, never>>(body: unknown) {
      const response = await fetch(`${desk.url}/v1/feedback`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      return { status: response.status, body: (await response.json()) as Body };
    },
    async call<Body>(method: string, path: string, body?: object) {
      const response = await fetch(desk.url + path, { method, ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });
      return { status: response.status, body: (await response.json()) as Body };
    },
    ask: (request: CurrentRequest) => rollouts.current(request),
    say(topic: string, key: string, body: unknown, headers: Record<string, string> = {}) {
      return bus.append({ topic, key, value: JSON.stringify(body), headers: { ce_source: 'test', ...headers } });
    },
    /** What feedback said on a topic, oldest first. */
    async said<Body>(topic: string, ticketId: string) {
      const rows = await db.query<{ id: string; value: string }>(`select id, value from bus.log where topic = $1 and subject = $2 order by seq`, [topic, ticketId]);
      return rows.map(({ id, value }) => ({ id, body: JSON.parse(value) as Body }));
    },
    find: async (ticketId: string) => (await outcomes.find({ ticketId })).outcomesJson.map((json) => JSON.parse(json) as object),
    async stop() {
      outcomes.close();
      rollouts.close();
      await desk.stop();
      for (const server of servers) await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type RunningFeedback = Awaited<ReturnType<typeof startFeedback>>;
