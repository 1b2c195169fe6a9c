import { setTimeout as sleep } from 'node:timers/promises';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Bus } from '@deskhand/bus/bus.js';
import type { Outcome } from '@deskhand/bus/delivery.js';
import { deriveId } from '@deskhand/bus/derive-id.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import type { Lane } from '@deskhand/contracts/words.js';
import { anyEvent } from '../../perform/projector.js';
import type { Waiters } from '../../perform/waiters.js';
import { askForPerson } from '../decide/ask-for-person.js';
import { judgeEvent } from '../decide/judge-event.js';
import { judgeStory } from '../decide/judge-story.js';
import { changesHold, needsStory } from '../decide/needs-story.js';
import type { Violation } from '../decide/violation.js';
import type { WatchPolicy } from '../decide/watch-policy.js';
import type { WatchedEvent } from '../decide/watched-event.js';
import { SettledEnd } from './settled-end.js';
import type { WatchStore } from './watch-store.js';

export interface WatcherParts {
  readonly store: WatchStore;
  readonly bus: Pick<Bus, 'write' | 'lag' | 'ready'>;
  readonly waiters: Pick<Waiters, 'listen' | 'closed'>;
  readonly policy: WatchPolicy;
  /** Lets no write of the tool begin any more. */
  readonly stop: (tool: string, by: string) => Promise<void>;
  readonly count: (rule: string) => void;
  readonly log: { error(detail: object, message: string): void; warn(detail: object, message: string): void };
}

const pageSize = 500;
const idleMs = 1_000;
/** Between two looks while something is said. */
const restMs = 400;
/** With fewer events than this on their way the archive counts as complete up to a moment ago. */
const fewBehind = 500;
const sweepMs = 3_600_000;

/** Reads the archive as it grows and holds the desk to its promises: no delivery is added to a ticket, and nothing of what decides is used. */
export class Watcher implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #end = new SettledEnd();
  #caughtUpAt = 0;
  #sweptAt = 0;
  #loop: Promise<void> | undefined;
  #stopping = new AbortController();

  constructor(private readonly parts: WatcherParts) {}

  onApplicationBootstrap(): void {
    this.#loop = this.#run();
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { waiters, log, bus } = this.parts;
    for (let failures = 0; !this.#stopping.signal.aborted && !waiters.closed; ) {
      // Begins to listen before it looks, or news in between would be missed.
      const news = waiters.listen(anyEvent, idleMs);
      let isBusy = false;
      try {
        if (bus.ready().ok) isBusy = await this.look();
        failures = 0;
      } catch (error) {
        if (failures++ % 60 === 0) log.warn({ err: error }, 'The promises cannot be watched; trying again');
      }
      if (isBusy) news.stop();
      else await news.came;
      await sleep(restMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  /** One look: what is new is judged, what was found is said and stopped, and only then is it remembered as read. @returns whether more waits */
  async look(): Promise<boolean> {
    const { store, bus } = this.parts;
    if ((bus.lag()['console'] ?? Infinity) < fewBehind) this.#caughtUpAt = Date.now();
    const end = await store.end();
    const settled = this.#end.look(end);
    const page = settled > end.watermark ? await store.page(end.watermark, settled, pageSize) : { events: [], to: end.watermark };
    const violations = page.events.flatMap((event) => judgeEvent(event, this.parts.policy));
    if (page.events.length > 0 || end.isDue) violations.push(...(await this.#judgeStories(page.events)));
    await this.#report(violations);
    if (page.to > end.watermark) await store.advance(page.to);
    if (end.isToStop || violations.length > 0) await this.#stopTools();
    await this.#sweep();
    return end.last > page.to;
  }

  async #judgeStories(events: readonly WatchedEvent[]): Promise<Violation[]> {
    const { store, policy } = this.parts;
    const named = [...new Set(events.map(({ conversationId }) => conversationId))];
    const watched = await store.watched(named);
    const chosen = new Set([...watched, ...events.filter(needsStory).map(({ conversationId }) => conversationId)]);
    const stories = await store.stories([...chosen]);
    const violations: Violation[] = [];
    for (const [conversationId, story] of stories) {
      const finding = judgeStory({ events: story, now: Date.now(), caughtUpAt: this.#caughtUpAt }, policy);
      violations.push(...finding.violations);
      if (finding.lookAgainAt !== null || story.some(changesHold)) await store.watchClosely(conversationId, finding.lookAgainAt);
      else if (watched.includes(conversationId)) await store.watchNoMore(conversationId);
    }
    return violations;
  }

  async #report(violations: readonly Violation[]): Promise<void> {
    const { store, bus, count, log } = this.parts;
    const byId = new Map(violations.map((violation) => [deriveId('invariant', violation.rule, violation.cause), violation]));
    const known = await store.known([...byId.keys()]);
    for (const [id, violation] of byId) {
      if (known.has(id)) continue;
      const { conversationId, ticketId, lane } = violation;
      const story = violation.rule === 'unheard_legal_mention' ? (await store.stories([conversationId])).get(conversationId) : undefined;
      await bus.write('console', conversationId, async (cause) => this.#outcome({ ...cause, id }, violation, story ?? []), { id, subject: ticketId, lane: lane as Lane });
      count(violation.rule);
      log.error({ rule: violation.rule, ticketId, conversationId, tool: violation.tool, evidence: violation.evidence }, `A promise was broken: ${violation.detail}`);
    }
  }

  async #outcome(cause: Parameters<typeof outgoing>[0], violation: Violation, story: readonly WatchedEvent[]): Promise<Outcome> {
    const { rule, conversationId, ticketId, turn, tool, detail, evidence, at } = violation;
    const told = outgoing(cause, 'invariant.violated.v1', { eventId: '', rule, conversationId, ticketId, turn, tool, detail, evidence: [...evidence], at });
    const request = askForPerson(violation, story);
    return { events: [told, ...(request ? [outgoing(cause, 'escalation.requested.v1', request)] : [])], writes: [this.parts.store.add(cause.id, violation)] };
  }

  /** Once for each violation: what people let run again afterwards is not stopped for it any more. */
  async #stopTools(): Promise<void> {
    for (const { id, rule, tool } of await this.parts.store.toStop()) {
      await this.parts.stop(tool, `the watcher (${rule})`);
      await this.parts.store.stopped(id);
    }
  }

  async #sweep(): Promise<void> {
    if (Date.now() - this.#sweptAt < sweepMs) return;
    this.#sweptAt = Date.now();
    await this.parts.store.forgetOld();
  }
}
