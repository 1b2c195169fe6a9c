import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCatalogue } from '@deskhand/catalogue/open-catalogue.js';
import { Bus } from '@deskhand/bus/bus.js';
import { BusServer } from '@deskhand/bus/bus-server.js';
import type { Delivery, OutgoingEvent } from '@deskhand/bus/delivery.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import type { TopicMap } from '@deskhand/bus/topic-map.js';
import { shippedDir } from '@deskhand/catalogue/shipped-catalogue.fixture.js';
import { LedgerService } from '@deskhand/contracts/gen/rpc/deskhand/actions/v1/service.js';
import { type CommittedEvent, ViewService } from '@deskhand/contracts/gen/rpc/deskhand/console/v1/service.js';
import { VaultService } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import type { ReplyReleased } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import { type Payload, type TopicName, topics } from '@deskhand/contracts/topics.js';
import { baseConfigSchema, parseConfig } from '@deskhand/kit/config.js';
import type { Database } from '@deskhand/kit/database.js';
import { type GrpcServer, type GrpcService, serveGrpc } from '@deskhand/kit/grpc.js';
import { RpcError } from '@deskhand/kit/rpc-error.js';
import { grpcAddress, type ServiceName } from '@deskhand/kit/run-dir.js';
import { start, type Started } from '@deskhand/kit/start.js';
import { escalationGrpc } from '../escalation.grpc.js';
import { EscalationModule } from '../escalation.module.js';
import { findPerson } from './find-person.js';

export interface WorldOptions {
  /** Used again after an end; a new temporary one otherwise. */
  dataDir?: string;
  mode?: 'auto' | 'suggest';
  /** A Postgres instead of the embedded one. */
  databaseUrl?: string | undefined;
  /** Lines of `policies/sla.yaml` to replace: `{ approvalExpiry: '2s' }`. */
  sla?: Record<string, string>;
  /** A whole `policies/people.yaml`. */
  people?: string;
  apiToken?: string;
}

/** Everything around escalation, played by one service that hears all it says: deliveries, the vault, the ledger, the view. */
export class World {
  readonly heard: { id: string; topic: string; subject: string | null; body: unknown; lane: string }[] = [];
  readonly applied: CommittedEvent[] = [];
  readonly revealed: string[] = [];
  /** What the shop has now; or how to find out. */
  fingerprint: string | ((asked: FingerprintCall) => Promise<string>) = 'f1';
  /** Released replies are kept back instead of delivered. */
  holding = false;
  readonly #sent = new Set<string>();
  #n = 0;

  private constructor(
    readonly started: Started,
    readonly bus: Bus,
    readonly db: Database,
    readonly dataDir: string,
    private readonly servers: GrpcServer[],
  ) {}

  static async open(options: WorldOptions = {}): Promise<World> {
    const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'escalation-')));
    const config = parseConfig(baseConfigSchema, {
      PORT: '0', LOG_LEVEL: 'error', DESKHAND_DATA: dataDir, MODE: options.mode, DATABASE_URL: options.databaseUrl, API_TOKEN: options.apiToken, CATALOGUE_DIR: await catalogueOf(dataDir, options),
    });
    let world: World | undefined;
    // The bus starts before the world is whole.
    const whole = Promise.withResolvers<World>();
    const serve = (service: ServiceName, rpcs: GrpcService[]) => serveGrpc(grpcAddress(config, service), rpcs);
    const servers = await Promise.all([
      serve('console', [{ definition: ViewService, handlers: { apply: async ({ events }: { events: CommittedEvent[] }) => world!.#apply(events), conversation: unheard, ticket: unheard } }]),
      serve('ingestion', [{ definition: VaultService, handlers: { tokenise: async (request: TokeniseCall) => tokenise(request), reveal: async (request: RevealCall) => world!.#reveal(request) } }]),
      serve('actions', [{ definition: LedgerService, handlers: { find: unheard, fingerprint: async (asked: FingerprintCall) => world!.#fingerprintNow(asked) } }]),
    ]);
    let parts: { bus: Bus; db: Database } | undefined;
    const started = await start({
      name: 'escalation', modules: [EscalationModule], services: ['escalation'], config, grpc: [escalationGrpc], signals: false,
      person: (token) => findPerson(openCatalogue(config).policies.people, token),
      bus: async ({ db, logger }) => {
        const bus = new Bus({ db, topics: map, services: ['escalation', 'world'], log: logger, tuning: { backoffMs: { first: 5, most: 20 } } });
        parts = { bus, db };
        for (const topic of hears) bus.handle('world', topic, async (body, delivery) => (await whole.promise).#hear(body, delivery));
        await bus.prepare();
        return { strategy: new BusServer(bus), ready: () => bus.ready(), drain: (ms) => bus.drain(ms), providers: [{ provide: Bus, useValue: bus }] };
      },
    });
    world = new World(started, parts!.bus, parts!.db, dataDir, servers);
    whole.resolve(world);
    return world;
  }

  async say<T extends TopicName>(topic: T, body: Payload<T>, { key = 'c-1', subject = null, id }: { key?: string; subject?: string | null; id?: string } = {}): Promise<void> {
    const cause = { id: id ?? `said-${this.#n++}-${Math.random()}`, lane: 'stable' as const, key, subject };
    await this.bus.write('world', key, async () => ({ events: [outgoing(cause, topic, body)], writes: [] }));
  }

  /** Says the same event once more, as a broker may. */
  async repeat(event: OutgoingEvent): Promise<void> {
    await this.bus.write('world', event.key, async () => ({ events: [event], writes: [] }));
  }

  on<T extends TopicName>(topic: T, ticketId?: string): Payload<T>[] {
    return this.heard.filter((event) => event.topic === topic && (ticketId === undefined || event.subject === ticketId)).map(({ body }) => body as Payload<T>);
  }

  async state(ticketId: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ state: string }>('select state from escalation.case_record where ticket_id = $1', [ticketId]);
    return row?.state;
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(this.started.url + path, {
      method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  /** The approval that the ticket asked for last. */
  approvalId(ticketId: string): string | undefined {
    return this.on('approval.requested.v1', ticketId).at(-1)?.approval?.approvalId;
  }

  async close(): Promise<void> {
    await this.started.stop();
    await Promise.all(this.servers.map((server) => server.stop()));
    for (const folder of [this.dataDir, `${this.dataDir}-catalogue`]) await rm(folder, { recursive: true, force: true });
  }

  async #hear(body: unknown, { id, topic, lane, subject, key, time }: Delivery) {
    this.heard.push({ id, topic, subject, body, lane });
    const reply = body as ReplyReleased;
    // As ingestion does: a message id is sent once, and a dry run never.
    if (topic !== 'reply.released.v1' || this.holding || reply.dryRun || this.#sent.has(reply.messageId)) return { events: [], writes: [] };
    const { ticketId, conversationId, source, sourceId, channel, messageId, inReplyTo, text, citations } = reply;
    const delivered = { eventId: '', ticketId, conversationId, source, sourceId, channel, messageId, inReplyTo, by: 'bot', text: `clear ${text}`, citations, at: time, version: 0 };
    const cause = { id: messageId, lane: 'stable' as const, key, subject: ticketId };
    return { events: [outgoing(cause, 'reply.delivered.v1', delivered)], writes: [], afterCommit: () => this.#sent.add(messageId) };
  }

  async #apply(events: CommittedEvent[]): Promise<object> {
    this.applied.push(...events);
    return {};
  }

  async #reveal({ texts }: RevealCall): Promise<{ revealed: string[] }> {
    this.revealed.push(...texts);
    return { revealed: texts.map((text) => text.replace(/<PERSON_1a>/g, 'Ada')) };
  }

  async #fingerprintNow(asked: FingerprintCall): Promise<{ fingerprint: string }> {
    if (typeof this.fingerprint === 'function') return { fingerprint: await this.fingerprint(asked) };
    if (this.fingerprint === 'gone') throw new RpcError('not_found', 'no such order');
    if (this.fingerprint === 'away') throw new Error('the shop does not answer');
    return { fingerprint: this.fingerprint };
  }
}

interface TokeniseCall {
  clear: { text: string }[];
}

interface FingerprintCall {
  tool: string;
  argumentsJson: string;
  customerId: string;
}

interface RevealCall {
  texts: string[];
}

function tokenise({ clear }: TokeniseCall): { tokenised: string[] } {
  return { tokenised: clear.map(({ text }) => text.replace(/^clear /, '').replace(/Ada/g, '<PERSON_1a>')) };
}

async function unheard(): Promise<never> {
  throw new RpcError('unimplemented', 'this world has none');
}

const hears: readonly TopicName[] = ['reply.released.v1', 'approval.requested.v1', 'approval.decided.v1', 'case.escalated.v1', 'case.changed.v1'];
const map: TopicMap = Object.fromEntries(
  Object.entries(topics).map(([name, topic]) => {
    const consumers = [...(topic.consumers as readonly string[]).filter((service) => service === 'escalation'), ...(hears.includes(name as TopicName) ? ['world'] : [])];
    return [name, { ...topic, consumers }];
  }),
);

async function catalogueOf(dataDir: string, { sla, people }: WorldOptions): Promise<string> {
  if (!sla && !people) return shippedDir;
  const dir = `${dataDir}-catalogue`;
  await cp(shippedDir, dir, { recursive: true });
  if (people) await writeFile(join(dir, 'policies/people.yaml'), people);
  const path = join(dir, 'policies/sla.yaml');
  let text = await readFile(path, 'utf8');
  for (const [name, value] of Object.entries(sla ?? {})) text = text.replace(new RegExp(`^${name}: \\S+`, 'm'), `${name}: ${value}`);
  await writeFile(path, text);
  return dir;
}
