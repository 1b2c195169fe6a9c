import { randomUUID } from 'node:crypto';
import { type EachBatchPayload, type Kafka, type KafkaMessage } from 'kafkajs';
import type { History } from './history.ts';

/** The topics on which a ticket goes from hand to hand, in order. */
export const path = ['ticket.received.v1', 'ticket.classified.v1', 'ticket.grounded.v1', 'ticket.proposed.v1'];
const submitted = 'ticket.submitted.v1';
const others = ['reply.released.v1', 'reply.delivered.v1', 'approval.requested.v1', 'approval.decided.v1', 'case.escalated.v1', 'case.changed.v1', 'outcome.recorded.v1'];
const deadLetters = [...path, ...others.slice(0, 2), 'ticket.submitted.v1', 'approval.decided.v1', 'escalation.requested.v1', 'case.changed.v1'].map((topic) => `${topic}.dlq`);
const atRest = ['answered', 'approval_requested', 'escalated', 'assigned'];
/** What a repeat is compared with; a copy that comes later than this is not noticed. */
const rememberMs = 180_000;

/** The header by which the rig knows what it has brought twice itself. */
export const copyMark = 'chaos-copy';
/** Names a record that nobody can read. */
export const markerHeader = 'chaos-marker';

interface Body {
  eventId?: string;
  ticketId?: string;
  conversationId?: string;
  sourceId?: string;
  messageId?: string;
  inReplyTo?: string;
  kind?: string;
  code?: string;
  by?: string;
  received?: { conversationId: string; sourceId: string; ticketId: string };
  approval?: { approvalId: string; ticketId: string; conversationId: string; expiresAt: string; status: string };
}

/** Reads the topics with a client of its own, which knows nothing of the desk's bus, and writes down what it sees. */
export class TopicWatcher {
  /** When anything of the load was last seen. */
  lastAt = Date.now();
  records = 0;
  onRecord: (topic: string, message: KafkaMessage) => void = () => undefined;
  onApproval: (approvalId: string, ticketId: string, sourceId: string | undefined) => void = () => undefined;
  onProposed: (sourceId: string) => void = () => undefined;
  readonly #consumer;
  readonly #ids = new Map<string, number>();
  readonly #places = new Map<string, number>();
  readonly #sourceIds = new Map<string, string>();
  #sweeping: NodeJS.Timeout | undefined;

  readonly #history: History;

  constructor(kafka: Kafka, history: History) {
    this.#history = history;
    this.#consumer = kafka.consumer({ groupId: `watcher-${randomUUID()}`, maxWaitTimeInMs: 100, sessionTimeout: 30_000, retry: { retries: 1_000, maxRetryTime: 1_000 } });
  }

  async start(): Promise<void> {
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topics: [submitted, ...path, ...others, ...deadLetters], fromBeginning: true });
    const { promise: joined, resolve } = Promise.withResolvers<void>();
    this.#consumer.on('consumer.group_join', () => resolve());
    await this.#consumer.run({ eachBatch: async (payload) => this.#take(payload) });
    await joined;
    this.#sweeping = setInterval(() => this.#forgetOld(), 30_000).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#sweeping);
    await this.#consumer.disconnect();
  }

  #take({ batch: { topic, partition, messages } }: EachBatchPayload): void {
    const place = `${topic}/${partition}`;
    const next = this.#places.get(place) ?? 0;
    for (const message of messages) {
      // A watcher that starts again reads again.
      if (Number(message.offset) < next || message.headers?.[copyMark]) continue;
      if (topic === submitted) this.#noteSubmission(partition, message);
      else this.#see(topic, message);
    }
    this.#places.set(place, Math.max(next, Number(messages.at(-1)?.offset ?? -1) + 1));
  }

  #see(topic: string, message: KafkaMessage): void {
    const headers = Object.fromEntries(Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]));
    this.lastAt = Date.now();
    this.records++;
    if (topic.endsWith('.dlq')) return void this.#history.buried.push({ topic, value: String(message.value), headers });
    this.#noteRepeat(topic, headers['ce_id'] ?? '');
    this.#note(topic, JSON.parse(String(message.value)) as Body);
    this.onRecord(topic, message);
  }

  #noteSubmission(partition: number, { headers, offset }: KafkaMessage): void {
    const marker = headers?.[markerHeader];
    if (marker) this.#history.poison.find((one) => one.marker === String(marker))?.places.add(`${partition}@${offset}`);
  }

  #noteRepeat(topic: string, id: string): void {
    const name = `${topic} ${id}`;
    const first = this.#ids.get(name);
    if (first === undefined) this.#ids.set(name, Date.now());
    else this.#history.repeats.push({ topic, id, first, again: Date.now() });
  }

  #note(topic: string, body: Body): void {
    const history = this.#history;
    const now = Date.now();
    if (path.includes(topic)) return this.#notePath(topic, body);
    if (topic === 'reply.delivered.v1' && body.by === 'bot')
      history.delivered.push({ conversationId: body.conversationId!, ticketId: body.ticketId!, eventId: body.eventId!, messageId: body.messageId!, inReplyTo: body.inReplyTo!, at: now });
    if (topic === 'approval.requested.v1') this.#noteApproval(body.approval!);
    if (topic === 'approval.decided.v1' && body.approval!.status === 'approved') history.approvals.get(body.approval!.approvalId)!.decided = 'approved';
    if (topic === 'case.escalated.v1') history.escalated.set(body.ticketId!, [...(history.escalated.get(body.ticketId!) ?? []), { code: body.code!, at: now }]);
    if (topic === 'outcome.recorded.v1' && atRest.includes(body.kind!) && !history.rested.has(body.sourceId!)) history.rested.set(body.sourceId!, { at: now, kind: body.kind! });
  }

  #noteApproval({ approvalId, ticketId, conversationId, expiresAt }: NonNullable<Body['approval']>): void {
    if (this.#history.approvals.has(approvalId)) return;
    this.#history.approvals.set(approvalId, { ticketId, conversationId, expiresAt: Date.parse(expiresAt) });
    this.onApproval(approvalId, ticketId, this.#sourceIds.get(ticketId));
  }

  #notePath(topic: string, { received }: Body): void {
    const { conversationId, sourceId, ticketId } = received!;
    const { order, received: known } = this.#history;
    this.#sourceIds.set(ticketId, sourceId);
    if (topic === path[0]) known.set(sourceId, (known.get(sourceId) ?? new Set()).add(ticketId));
    if (topic === path.at(-1)) this.onProposed(sourceId);
    const conversations = order.get(topic) ?? new Map<string, string[]>();
    order.set(topic, conversations);
    const seen = conversations.get(conversationId) ?? [];
    if (!seen.includes(sourceId)) conversations.set(conversationId, [...seen, sourceId]);
  }

  #forgetOld(): void {
    const before = Date.now() - rememberMs;
    for (const [id, at] of this.#ids) {
      if (at > before) return;
      this.#ids.delete(id);
    }
  }
}
