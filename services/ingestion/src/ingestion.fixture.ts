import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bus } from '@deskhand/bus/bus.js';
import { deskBus } from '@deskhand/bus/desk-bus.js';
import { type CommittedEvent, type ApplyRequest, type ConversationRequest, type TicketRequest, ViewService } from '@deskhand/contracts/gen/rpc/deskhand/console/v1/service.js';
import type { ReplyReleased } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import { parseConfig } from '@deskhand/kit/config.js';
import { Database } from '@deskhand/kit/database.js';
import { serveGrpc } from '@deskhand/kit/grpc.js';
import { createLogger } from '@deskhand/kit/logger.js';
import { RpcError } from '@deskhand/kit/rpc-error.js';
import { grpcAddress } from '@deskhand/kit/run-dir.js';
import { start, type Started } from '@deskhand/kit/start.js';
import { ingestionConfigSchema, type IngestionConfig } from './config.js';
import { ingestionGrpc, IngestionModule } from './ingestion.module.js';

export const secret = 'a secret of the tests, long enough for HS256';

/** The console as far as ingestion knows it: it keeps what it is told, once per id, and shows conversations from it. */
export class StandInConsole {
  readonly events = new Map<string, CommittedEvent>();
  ticketJson: object | undefined;

  bodies<Body>(topic: string): Body[] {
    return [...this.events.values()].filter((event) => event.topic === topic).map(({ bodyJson }) => JSON.parse(bodyJson) as Body);
  }

  service() {
    return {
      definition: ViewService,
      handlers: {
        apply: async ({ events }: ApplyRequest) => {
          for (const event of events) if (!this.events.has(event.id)) this.events.set(event.id, event);
          return {};
        },
        conversation: async ({ conversationId }: ConversationRequest) => {
          const mine = [...this.events.values()].filter(({ key }) => key === conversationId);
          if (mine.length === 0) throw new RpcError('not_found', 'unknown');
          return { json: JSON.stringify({ conversationId, topics: mine.map(({ topic }) => topic), replies: mine.filter(({ topic }) => topic === 'reply.delivered.v1').length }) };
        },
        ticket: async ({ ticketId }: TicketRequest) => {
          if (![...this.events.values()].some(({ subject }) => subject === ticketId)) throw new RpcError('not_found', 'unknown');
          return { json: JSON.stringify(this.ticketJson ?? { ticketId, state: 'received' }) };
        },
      },
    };
  }
}

export interface RunningIngestion {
  url: string;
  config: IngestionConfig;
  db: Database;
  bus: Bus;
  console: StandInConsole;
  log: string[];
  call<Body = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<{ status: number; body: Body; headers: Headers }>;
  /** What was said on a topic, oldest first. */
  said<Body>(topic: string): Promise<Body[]>;
  /** Says something on the bus as another service would. */
  tell(service: string, topic: string, key: string, body: object): Promise<void>;
  stop(): Promise<void>;
}

/** Ingestion as it runs in the desk: real HTTP, gRPC, PGlite (or the Postgres of `env`), embedded bus. Only the console is a stand-in. */
export async function startIngestion(env: Record<string, string> = {}, withConsole = true): Promise<RunningIngestion> {
  const folder = mkdtempSync(join(tmpdir(), 'ingestion-'));
  const config = parseConfig(ingestionConfigSchema, { PORT: '0', DESKHAND_DATA: folder, IDENTITY_SECRET: secret, ...env });
  const log: string[] = [];
  const logger = createLogger({ name: 'ingestion', level: 'info', destination: { write: (line) => log.push(line) } });
  const standIn = new StandInConsole();
  const view = withConsole ? await serveGrpc(grpcAddress(config, 'console'), [standIn.service()]) : undefined;
  const desk: Started = await start({
    name: 'ingestion',
    modules: [IngestionModule],
    services: ['ingestion'],
    config,
    logger,
    signals: false,
    grpc: [ingestionGrpc],
    bus: deskBus(['ingestion']),
  });
  const [bus, db] = [desk.app.get(Bus), desk.app.get(Database)];
  return {
    url: desk.url,
    config,
    db,
    bus,
    console: standIn,
    log,
    async call(method, path, body) {
      const response = await fetch(desk.url + path, {
        method,
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      return { status: response.status, body: (await response.json()) as never, headers: response.headers };
    },
    async said(topic) {
      const rows = await db.query<{ value: string }>('select value from bus.log where topic = $1 order by seq', [topic]);
      return rows.map(({ value }) => JSON.parse(value) as never);
    },
    tell: (service, topic, key, body) => bus.append({ topic, key, value: JSON.stringify(body), headers: { ce_source: `deskhand/${service}`, ce_id: crypto.randomUUID() } }),
    async stop() {
      await desk.stop();
      await view?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function released(more: Partial<ReplyReleased> & Pick<ReplyReleased, 'ticketId' | 'conversationId' | 'messageId'>): ReplyReleased {
  const usual = { source: 'test', sourceId: 'x', channel: 'api', turn: 1, epoch: 0, inReplyTo: '', text: 'The answer.', citations: [], settles: 'replied' };
  return { ...usual, intent: 'other', toolResults: [], dryRun: false, ...more };
}
