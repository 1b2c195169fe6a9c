import type { Cause, Outcome, OutgoingEvent } from '@deskhand/bus/delivery.js';
import type { ReplyReleased } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import { fireTimers } from '@deskhand/escalation/decide/fire-timers.js';
import { randomFrom, type Random } from '../attack/random-from.ts';
import { Crash } from './crash.ts';
import { decidePending } from './decide-pending.ts';
import { findBroken } from './find-broken.ts';
import { History } from './history.ts';
import { MemoryBus, type Parcel } from './memory-bus.ts';
import { MemoryCases } from './memory-cases.ts';
import { MemoryLedger } from './memory-ledger.ts';
import { openServices, type Services } from './open-services.ts';
import { outcomeOf, readers } from './outcome-of.ts';
import { pendingApprovals } from './pending-approvals.ts';
import { PlayedConversations } from './played-conversations.ts';
import { playModel } from './played-model.ts';
import { PlayedShop } from './played-shop.ts';
import { PlayedWrites } from './played-writes.ts';
import type { PureParts } from './pure-parts.ts';
import { talks } from './scripts.ts';

/** Bugs to be found. */
export const plants = ['new-key-on-retry', 'missing-fence', 'ack-before-commit', 'early-timers'] as const;
export type Plant = (typeof plants)[number];

const begins = Date.parse('2026-11-20T10:00:00.000Z');
const conversations = 2;
const mostSteps = 2_000;
const mostAttempts = 5;
const chances = { crash: 0.04, repeat: 0.04, faults: 0.06, person: 0.06, pause: 0.3, sleep: 0.03, model: 0.5 };
const hourMs = 3_600_000;

/** Of the customer of a conversation: a small one, a large one, one that is pending. */
export function ordersOf(n: number): readonly [string, string, string] {
  return [`3${n}001`, `3${n}002`, `3${n}003`];
}

interface Customer {
  readonly conversationId: string;
  readonly customerId: string | null;
  readonly lines: string[];
}

export interface Told {
  readonly conversationId: string;
  readonly messageId: string;
  /** Who held the conversation when the bot's words went out. */
  readonly heldBy: string | null;
}

export interface Fired {
  readonly what: string;
  readonly at: number;
  readonly due: number;
}

/** A desk, its customers, its people and its shop on one clock and one dice: who is next, what fails and who dies is the seed's to say. */
export class Simulation {
  readonly history = new History();
  readonly shop: PlayedShop;
  readonly world: PlayedConversations;
  readonly cases: MemoryCases;
  readonly ledger = new MemoryLedger();
  readonly told: Told[] = [];
  readonly fired: Fired[] = [];
  readonly failures: string[] = [];
  broken: readonly string[] = [];
  crashes = 0;
  events = 0;
  readonly #parts: PureParts;
  readonly #random: Random;
  readonly #plant: Plant | undefined;
  readonly #bus: MemoryBus;
  readonly #services: Services;
  readonly #customers: Customer[];
  readonly #busy = new Set<string>();
  #now = begins;
  #people = 0;
  /** From here on nothing fails any more: what is left is brought to its end. */
  #calm = false;

  constructor(parts: PureParts, seed: number, plant?: Plant) {
    this.#parts = parts;
    this.#random = randomFrom(seed);
    this.#plant = plant;
    this.#bus = new MemoryBus(readers, this.#random);
    this.world = new PlayedConversations(plant === 'missing-fence');
    // A clock that is ahead: timers are looked at by it.
    this.cases = new MemoryCases(() => this.#clock(plant === 'early-timers' ? hourMs : 0));
    this.shop = new PlayedShop({ random: this.#random, faults: chances.faults, forgetsKeys: plant === 'new-key-on-retry', now: () => this.#clock() });
    const writes = new PlayedWrites({ ledger: this.ledger, shop: this.shop, now: () => this.#clock(), pause: () => this.#pause() });
    this.#customers = Array.from({ length: conversations }, (_, n) => this.#invent(n));
    const targets = { orders: this.#customers.flatMap((_, n) => ordersOf(n)), customers: this.#customers.map((_, n) => `cus_${n}`) };
    const model = this.#random.chance(chances.model) ? playModel(this.#random, chances.faults, targets, () => this.#clock()) : null;
    this.#services = openServices({ catalogue: parts.catalogue, conversations: this.world, cases: this.cases, shop: this.shop, ledger: this.ledger, writes, model });
  }

  async run(): Promise<void> {
    for (let step = 0; step < mostSteps && !(this.#calm && !(await this.#read())); step++) {
      if (!this.#calm && !(await this.#step())) this.#calm = this.#customers.every(({ lines }) => lines.length === 0);
    }
    await this.#sleepOut();
    for (const effect of this.shop.effects) this.history.add('', 'shop', effect);
    this.broken = findBroken(this, this.#parts.catalogue);
  }

  #invent(n: number): Customer {
    const known = !this.#random.chance(0.15);
    const orders = ordersOf(n);
    this.shop.addCustomer(`cus_${n}`, orders);
    const named = { small: orders[0], large: orders[1], pending: orders[2] };
    const lines = this.#random.pick(talks).map((line) => line.replace(/\{(small|large|pending)\}/g, (_, name: keyof typeof named) => named[name]));
    return { conversationId: `con${n}`, customerId: known ? `cus_${n}` : null, lines };
  }

  #clock(ahead = 0): string {
    return new Date(this.#now + ahead).toISOString();
  }

  /** One thing happens. False: nothing is left to happen. */
  async #step(): Promise<boolean> {
    this.#now += this.#random.below(900) + 1;
    const writer = this.#random.chance(0.15) || this.#isQuiet() ? this.#customers.find(({ lines }) => lines.length > 0) : undefined;
    if (writer) return this.#say(writer);
    if (this.#random.chance(chances.person)) this.#person();
    if (this.#random.chance(chances.sleep)) {
      this.#now += this.#random.below(6) * hourMs;
      await this.#timers();
    }
    return this.#read();
  }

  #isQuiet(): boolean {
    return this.#bus.next((group, key) => this.#busy.has(`${group}|${key}`)) === undefined;
  }

  #say({ conversationId, customerId, lines }: Customer): boolean {
    this.#append([this.world.say(conversationId, lines.shift()!, customerId, this.#clock())], 'customer');
    return true;
  }

  /** Takes over, hands back, resolves, or decides what waits. */
  #person(): void {
    const cause: Cause = { id: `person-${this.#people++}`, lane: 'stable', key: '', subject: null, time: this.#clock() };
    const { conversationId } = this.#random.pick(this.#customers);
    const pending = pendingApprovals(this.cases);
    if (pending.length > 0 && this.#random.chance(0.6)) return void this.#commit(decidePending(this.#random.pick(pending), cause, this.#random, this.cases, this.#services.keeper), 'person');
    const verb = this.world.heldBy(conversationId) ? this.#random.pick(['release', 'resolve'] as const) : this.#random.pick(['takeover', 'takeover', 'resolve'] as const);
    const event = this.world.hold(conversationId, verb, 'Lena', this.#clock());
    if (event) this.#append([event], 'person');
  }

  /** Whatever is due by the clock. */
  async #timers(): Promise<void> {
    for (const row of this.cases.cases.values()) {
      if (!row.due_at || row.due_at > this.cases.clock) continue;
      this.fired.push({ what: row.ticket_id, at: this.#now, due: Date.parse(row.due_at) });
      const cause: Cause = { id: `timer/${row.ticket_id}/${row.version}`, lane: 'stable', key: row.conversation_id, subject: row.ticket_id, time: this.#clock() };
      this.#commit(await this.#services.keeper.onCase(cause, row.ticket_id, row.conversation_id, fireTimers), 'timer');
    }
  }

  /** Takes one event off the bus. False: none waits. */
  async #read(): Promise<boolean> {
    const parcel = this.#bus.next((group, key) => this.#busy.has(`${group}|${key}`));
    if (!parcel) return false;
    if (this.#bus.isKnown(parcel)) this.#bus.drop(parcel);
    else await this.#handle(parcel);
    return true;
  }

  async #handle(parcel: Parcel): Promise<void> {
    const { group, event } = parcel;
    const lane = `${group}|${event.key}`;
    parcel.attempt++;
    this.#busy.add(lane);
    try {
      const outcome = await outcomeOf(parcel, this.#services, this.#parts, (released) => this.#deliver(released));
      if (this.#fails(chances.crash)) throw new Crash();
      if (!this.#commit(outcome, `${group} ${event.topic} ${event.id}`)) return;
      this.#bus.commit(parcel);
      if (this.#fails(chances.repeat)) this.#bus.repeat(parcel);
    } catch (error) {
      this.#afterFailure(parcel, error);
    } finally {
      this.#busy.delete(lane);
    }
  }

  #afterFailure(parcel: Parcel, error: unknown): void {
    const { group, event } = parcel;
    if (error instanceof Crash) {
      this.crashes++;
      this.history.add(this.#clock(), `crash ${group}`, event.id);
      if (this.#plant === 'ack-before-commit') this.#bus.commit(parcel);
    } else if (parcel.attempt >= mostAttempts) {
      this.failures.push(`${group} cannot handle ${event.topic}: ${error instanceof Error ? error.message : String(error)}`);
      this.#bus.drop(parcel);
    }
  }

  /** Message and event are one transaction: a crash comes before both or after both. */
  #deliver(released: ReplyReleased): Outcome {
    if (this.#fails(chances.crash)) throw new Crash();
    const { conversationId, messageId } = released;
    const heldBy = this.world.heldBy(conversationId);
    const event = this.world.deliver(released, this.#clock());
    if (event) {
      this.told.push({ conversationId, messageId, heldBy });
      this.#append([event], 'ingestion');
    }
    return { events: [], writes: [] };
  }

  /** State and events together or not at all. False: somebody else was faster, and the handler runs again. */
  #commit(outcome: Outcome | undefined, by: string): boolean {
    if (!outcome) return true;
    if (!this.cases.apply(outcome.writes)) return false;
    this.#append(outcome.events, by);
    return true;
  }

  #append(events: readonly OutgoingEvent[], by: string): void {
    for (const event of events) {
      this.events++;
      this.history.add(this.#clock(), `${by} -> ${event.topic}`, event);
      this.#bus.append(event, this.#clock());
    }
  }

  /** In the middle of a write to the shop: others go on meanwhile, or the process dies. */
  async #pause(): Promise<void> {
    this.#now += this.#random.below(50);
    if (this.#fails(chances.crash)) throw new Crash();
    if (this.#fails(chances.pause)) this.#person();
    if (this.#fails(chances.pause)) await this.#read();
  }

  #fails(chance: number): boolean {
    return !this.#calm && this.#random.chance(chance);
  }

  /** Days pass: what waits for people or for silence comes to its end. */
  async #sleepOut(): Promise<void> {
    for (let half = 0; half < 20; half++) {
      this.#now += 12 * hourMs;
      await this.#timers();
      for (let step = 0; step < mostSteps && (await this.#read()); step++);
    }
  }
}
