import type { Delivery, OutgoingEvent } from '@deskhand/bus/delivery.js';
import type { Random } from '../attack/random-from.ts';

/** One event on its way to one reader. */
export interface Parcel {
  readonly group: string;
  readonly event: OutgoingEvent;
  readonly appendedAt: string;
  attempt: number;
}

/** Who reads what. */
export type Readers = Readonly<Record<string, readonly string[]>>;

/** Queues as Kafka has them: in order within a topic and a key for each reader, in no order across topics. What is read stays until it is committed, and may come again after that. */
export class MemoryBus {
  readonly #queues = new Map<string, Parcel[]>();
  readonly #inbox = new Set<string>();
  readonly #readers: Readers;
  readonly #random: Random;

  constructor(readers: Readers, random: Random) {
    this.#readers = readers;
    this.#random = random;
  }

  append(event: OutgoingEvent, appendedAt: string): void {
    for (const group of this.#readers[event.topic] ?? []) {
      const name = `${group}|${event.topic}|${event.key}`;
      const queue = this.#queues.get(name) ?? [];
      queue.push({ group, event: structuredClone(event), appendedAt, attempt: 0 });
      this.#queues.set(name, queue);
    }
  }

  /** The next event of a queue that the seed picks; none where nothing waits. `isBusy`: readers of a key that are at work. */
  next(isBusy: (group: string, key: string) => boolean): Parcel | undefined {
    const ready = [...this.#queues.values()].filter((queue) => queue.length > 0 && !isBusy(queue[0]!.group, queue[0]!.event.key));
    return ready.length > 0 ? this.#random.pick(ready)[0] : undefined;
  }

  isKnown({ group, event }: Parcel): boolean {
    return this.#inbox.has(`${group}|${event.id}`);
  }

  /** Handled: never again, unless it is delivered twice. */
  commit(parcel: Parcel): void {
    this.#inbox.add(`${parcel.group}|${parcel.event.id}`);
    const queue = this.#queueOf(parcel);
    queue.splice(queue.indexOf(parcel), 1);
  }

  /** A broker that has not heard the commit brings it once more. */
  repeat(parcel: Parcel): void {
    this.#queueOf(parcel).unshift({ ...parcel, attempt: 0 });
  }

  drop(parcel: Parcel): void {
    const queue = this.#queueOf(parcel);
    queue.splice(queue.indexOf(parcel), 1);
  }

  #queueOf({ group, event }: Parcel): Parcel[] {
    return this.#queues.get(`${group}|${event.topic}|${event.key}`)!;
  }
}

export function deliveryOf({ event, appendedAt, attempt }: Parcel): Delivery {
  const { id, topic, lane, key, subject } = event;
  return { id, topic, lane, key, subject, source: 'deskhand', time: appendedAt, appendedAt, headers: {}, attempt };
}
