import { setTimeout as sleep } from 'node:timers/promises';
import type { Kafka, KafkaMessage, Producer } from 'kafkajs';
import { type Random, randomFrom } from '../attack/random-from.ts';
import { identityToken } from '../support/start-desk.ts';
import type { History } from './history.ts';
import type { PlannedSending } from './plan-load.ts';
import type { ServiceCrew } from './service-crew.ts';
import { copyMark, markerHeader, path, type TopicWatcher } from './topic-watcher.ts';

const copied = new Set([...path, 'reply.released.v1', 'case.changed.v1']);
const shareOfCopies = 0.03;
const copyDelaysMs = [300, 4_000];
const askAgainMs = 250;

interface Conversation {
  messages: { messageId: string; from: string }[];
}

/** Plays the world outside: customers, the people of the desk, and a broker that brings things twice and late. */
export class Load {
  copies = 0;
  readonly #producer: Producer;
  readonly #random: Random;
  readonly #pending = new Set<Promise<unknown>>();
  #isOver = false;

  readonly #crew: ServiceCrew;
  readonly #history: History;

  constructor(kafka: Kafka, crew: ServiceCrew, history: History, watcher: TopicWatcher, seed: number) {
    this.#crew = crew;
    this.#history = history;
    this.#producer = kafka.producer({ allowAutoTopicCreation: false, retry: { retries: 100, maxRetryTime: 1_000 } });
    this.#random = randomFrom(seed ^ 0xc0b1e5);
    watcher.onRecord = (topic, message) => this.#maybeCopy(topic, message);
    watcher.onProposed = (sourceId) => this.#maybeTakeOver(sourceId);
    watcher.onApproval = (approvalId, _ticketId, sourceId) => this.#maybeApprove(approvalId, sourceId);
  }

  start(): Promise<void> {
    return this.#producer.connect();
  }

  /** So many tickets a second, until all are sent, `until` says stop or `forMs` is over. */
  async send(sendings: readonly PlannedSending[], rate: number, forMs: number, until: () => boolean): Promise<void> {
    const began = Date.now();
    let tickets = 0;
    for (const sending of sendings) {
      if (until() || Date.now() - began > forMs) break;
      this.#keep(this.#sendOne(sending));
      tickets += Math.max(1, sending.tickets.length);
      const aheadMs = began + (tickets / rate) * 1_000 - Date.now();
      if (aheadMs > 0) await sleep(aheadMs);
    }
    await this.settled();
  }

  async settled(): Promise<void> {
    while (this.#pending.size) await Promise.all(this.#pending);
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#producer.disconnect();
  }

  async #sendOne({ tickets, poison }: PlannedSending): Promise<void> {
    if (poison) return this.#sendPoison(poison);
    const messages = await Promise.all(tickets.map(async ({ id, conversationId, text, customerId }) => ({
      key: conversationId,
      value: JSON.stringify({ source: 'chaos', id, conversationId, text, customer: { identityToken: await identityToken(customerId) } }),
    })));
    await this.#insist({ topic: 'ticket.submitted.v1', messages });
    for (const { id, conversationId, wish, order } of tickets) this.#history.sent.set(id, { id, conversationId, wish, at: Date.now(), ...(order && { order }) });
    if (this.#random.chance(shareOfCopies)) await this.#later(() => this.#insist({ topic: 'ticket.submitted.v1', messages }));
  }

  async #sendPoison(marker: string): Promise<void> {
    const value = `{"source":"chaos","id":"${marker}","text":`;
    this.#history.poison.push({ marker, value, places: new Set() });
    await this.#insist({ topic: 'ticket.submitted.v1', messages: [{ key: marker, value, headers: { [markerHeader]: marker } }] });
  }

  /** The same record once more, at once or after what came behind it. */
  #maybeCopy(topic: string, { key, value, headers }: KafkaMessage): void {
    if (this.#isOver || !copied.has(topic) || !this.#random.chance(shareOfCopies)) return;
    this.copies++;
    const message = { key, value, headers: { ...headers, [copyMark]: '1' } };
    this.#keep(this.#later(() => this.#insist({ topic, messages: [message] })));
  }

  async #later(work: () => Promise<void>): Promise<void> {
    await sleep(this.#random.pick(copyDelaysMs));
    await work();
  }

  async #insist(sending: Parameters<Producer['send']>[0]): Promise<void> {
    while (!this.#isOver)
      try {
        return void (await this.#producer.send({ ...sending, acks: -1 }));
      } catch {
        await sleep(askAgainMs);
      }
  }

  #maybeTakeOver(sourceId: string): void {
    const { wish, conversationId } = this.#history.sent.get(sourceId) ?? {};
    if (wish !== 'takeover' || this.#history.takeovers.some((one) => one.conversationId === conversationId)) return;
    const work = async () => {
      await sleep(this.#random.below(40));
      const answer = await this.#ask<Conversation>('ingestion', `/v1/conversations/${conversationId}/takeover`);
      if (answer) this.#history.takeovers.push({ conversationId: conversationId!, at: Date.now(), messageIds: answer.messages.map(({ messageId }) => messageId) });
    };
    this.#keep(work());
  }

  #maybeApprove(approvalId: string, sourceId: string | undefined): void {
    if (sourceId !== undefined && this.#history.sent.get(sourceId)?.wish === 'approve') this.#keep(this.#ask('escalation', `/v1/approvals/${approvalId}/approve`));
  }

  /** As a person would: again until it is done, or too late. */
  async #ask<Answer>(service: string, route: string): Promise<Answer | undefined> {
    for (const end = Date.now() + 60_000; !this.#isOver && Date.now() < end; await sleep(askAgainMs))
      try {
        const answer = await fetch(this.#crew.urlOf(service) + route, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"by":"mira"}', signal: AbortSignal.timeout(10_000) });
        const body = (await answer.json()) as Answer;
        if (answer.status === 200) return body;
        if (answer.status === 409) return undefined;
      } catch {
        // It is dead or frozen: it comes back.
      }
    return undefined;
  }

  #keep(work: Promise<unknown>): void {
    const kept = work.finally(() => this.#pending.delete(kept));
    this.#pending.add(kept);
  }
}
