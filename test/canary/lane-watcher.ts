import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';

/** What a client of the broker saw of one conversation. */
export interface Seen {
  /** The lanes whose topics held an event of it. */
  lanes: Set<string>;
  received: Map<string, number>;
  /** By ticket and turn: the ids of the replies, and how often each came. */
  replies: Map<string, Map<string, number>>;
  /** Tickets that have come to rest, with the lane that the analyst is told. */
  outcomes: Map<string, string>;
}

/** The events of a turn, each on a topic of its lane. */
const laned = ['ticket.received.v1', 'ticket.classified.v1', 'ticket.grounded.v1', 'ticket.proposed.v1', 'escalation.requested.v1', 'reply.released.v1', 'case.changed.v1', 'approval.decided.v1'];
const shared = ['reply.delivered.v1', 'outcome.recorded.v1'];
const atRest = ['answered', 'escalated', 'approval_requested', 'assigned'];

interface Body {
  conversationId?: string;
  sourceId?: string;
  eventId?: string;
  inReplyTo?: string;
  kind?: string;
  lane?: string;
  received?: { conversationId: string; sourceId: string };
  approval?: { conversationId: string };
}

/** Reads the topics of both lanes with a client of its own and remembers what it saw. */
export class LaneWatcher {
  readonly conversations = new Map<string, Seen>();
  readonly rollouts: { version: number; verb: string }[] = [];
  /** Records of each topic. */
  readonly records = new Map<string, number>();
  #settled = 0;
  readonly #consumer;

  constructor(brokers: string) {
    this.#consumer = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).consumer({ groupId: `watcher-${randomUUID()}`, maxWaitTimeInMs: 100 });
  }

  async start(): Promise<void> {
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topics: [...laned, ...laned.map((topic) => `${topic}.canary`), ...shared, 'rollout.changed.v1'], fromBeginning: true });
    await this.#consumer.run({ eachBatch: async ({ batch }) => batch.messages.forEach(({ value }) => this.#see(batch.topic, JSON.parse(String(value)) as Body)) });
  }

  stop(): Promise<void> {
    return this.#consumer.disconnect();
  }

  /** Tickets that have come to rest. */
  get settled(): number {
    return this.#settled;
  }

  #see(topic: string, body: Body): void {
    this.records.set(topic, (this.records.get(topic) ?? 0) + 1);
    if (topic === 'rollout.changed.v1') return void this.rollouts.push(body as unknown as { version: number; verb: string });
    const seen = this.#of((body.received ?? body.approval ?? body).conversationId ?? '');
    if (topic.startsWith('ticket.received.v1')) count(seen.received, body.received!.sourceId);
    if (topic === 'reply.delivered.v1') count(of(seen.replies, body.inReplyTo!), body.eventId!);
    else if (topic === 'outcome.recorded.v1') this.#rest(seen, body);
    else seen.lanes.add(topic.endsWith('.canary') ? 'canary' : 'stable');
  }

  #rest(seen: Seen, { sourceId, kind, lane }: Body): void {
    if (!atRest.includes(kind!)) return;
    if (!seen.outcomes.has(sourceId!)) this.#settled++;
    seen.outcomes.set(sourceId!, lane!);
  }

  #of(conversationId: string): Seen {
    const known = this.conversations.get(conversationId) ?? { lanes: new Set(), received: new Map(), replies: new Map(), outcomes: new Map() };
    this.conversations.set(conversationId, known);
    return known;
  }
}

function of(map: Map<string, Map<string, number>>, key: string): Map<string, number> {
  const inner = map.get(key) ?? new Map<string, number>();
  map.set(key, inner);
  return inner;
}

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}
