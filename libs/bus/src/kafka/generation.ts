import type { Admin, TopicPartitionOffset } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Watermark } from '../watermark.js';
import type { Probation } from '../worker.js';

export interface Progress {
  topic: string;
  partition: number;
  watermark: Watermark;
  probation: Probation;
  committed: number;
  /** One past the broker's last record when last heard of. */
  end: number;
}

interface Range {
  start: number;
  /** One past the last record. */
  end: number;
}

/** What a member does between one rebalance and the next. Nothing of it outlives the next. */
export class Generation {
  readonly #progress = new Map<string, Progress>();
  /** Records that wait in partitions of which nothing has been fetched. */
  readonly #untouched = new Map<string, number>();
  readonly #ending = new AbortController();
  #starts: Promise<Map<string, Range>> | undefined;
  #ready: Promise<void> | undefined;

  constructor(
    private readonly admin: Admin,
    private readonly groupId: string,
    private readonly assignment: Readonly<Record<string, readonly number[]>>,
    private readonly suspects: number,
    private readonly beforeHandling: () => Promise<void>,
  ) {}

  get ended(): boolean {
    return this.#ending.signal.aborted;
  }

  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  end(): void {
    this.#ending.abort();
  }

  get lag(): number {
    const begun = [...this.#progress.values()].reduce((sum, { end, watermark }) => sum + Math.max(0, end - watermark.position), 0);
    return [...this.#untouched.values()].reduce((sum, waiting) => sum + waiting, begun);
  }

  /** Taken in and not finished. */
  get unfinished(): number {
    return [...this.#progress.values()].reduce((sum, { watermark }) => sum + watermark.unfinished, 0);
  }

  /**
   * The progress of a partition, begun where the batch was fetched. A batch fetched past what the group has committed was asked for in an
   * earlier generation: taking it would skip unfinished records, so the offset to go back to is answered instead.
   */
  async progress(topic: string, partition: number, fetched: number): Promise<Progress | number> {
    const name = `${topic}/${partition}`;
    const known = this.#progress.get(name);
    if (known) return known;
    this.#ready ??= this.#insist(this.beforeHandling);
    this.#starts ??= this.#insist(() => this.#fetchStarts());
    const [starts] = await Promise.all([this.#starts, this.#ready]);
    const { start, end } = starts?.get(name) ?? { start: fetched, end: Infinity };
    if (fetched > start) {
      this.#starts = undefined;
      return start;
    }
    // Nobody can have died of what came after the assignment.
    const probation = { left: Math.max(0, Math.min(this.suspects, end - fetched)) };
    const progress = { topic, partition, watermark: new Watermark(fetched), probation, committed: fetched, end: fetched };
    this.#progress.set(name, progress);
    this.#untouched.delete(name);
    return progress;
  }

  /** Asks the broker where the assigned partitions end. */
  async look(): Promise<void> {
    const starts = await this.#fetchStarts();
    for (const [topic, partitions] of Object.entries(this.assignment))
      for (const { partition, high } of await this.admin.fetchTopicOffsets(topic)) {
        const name = `${topic}/${partition}`;
        const progress = this.#progress.get(name);
        if (progress) progress.end = Math.max(progress.end, Number(high));
        else if (partitions.includes(partition)) this.#untouched.set(name, Math.max(0, Number(high) - (starts.get(name)?.start ?? 0)));
      }
  }

  uncommitted(): TopicPartitionOffset[] {
    if (this.ended) return [];
    return [...this.#progress.values()]
      .filter(({ watermark, committed }) => watermark.position > committed)
      .map(({ topic, partition, watermark }) => ({ topic, partition, offset: String(watermark.position) }));
  }

  committed(offsets: readonly TopicPartitionOffset[]): void {
    for (const { topic, partition, offset } of offsets) {
      const progress = this.#progress.get(`${topic}/${partition}`);
      if (progress) progress.committed = Math.max(progress.committed, Number(offset));
    }
  }

  /** Where each partition may begin, at its committed offset, or at the oldest record where that is newer; and where it ends now. */
  async #fetchStarts(): Promise<Map<string, Range>> {
    const starts = new Map<string, Range>();
    if (!Object.keys(this.assignment).length) return starts;
    const committed = await this.admin.fetchOffsets({ groupId: this.groupId, topics: Object.keys(this.assignment) });
    for (const { topic, partitions } of committed) {
      const ranges = new Map((await this.admin.fetchTopicOffsets(topic)).map(({ partition, low, high }) => [partition, { low: Number(low), high: Number(high) }]));
      for (const { partition, offset } of partitions) {
        const { low, high } = ranges.get(partition) ?? { low: 0, high: Infinity };
        starts.set(`${topic}/${partition}`, { start: Math.max(Number(offset), low), end: high });
      }
    }
    return starts;
  }

  async #insist<T>(work: () => Promise<T>): Promise<T> {
    for (;;)
      try {
        return await work();
      } catch (error) {
        if (this.ended) throw error;
        await sleep(200);
      }
  }
}
