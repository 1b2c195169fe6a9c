import type { Lane } from '@deskhand/contracts/words.js';
import type { GroupConsumer } from './group-consumer.js';

interface Options {
  /** The consumer groups of this process' services in a lane. */
  make: (lane: Lane) => GroupConsumer[];
  /** Creates the topics of lanes where they are missing. */
  ensureTopics: (lanes: readonly Lane[]) => Promise<void>;
  /** Resolves when all that was committed has been published, or the time is up. */
  published: (deadlineMs: number) => Promise<void>;
  drainMs: number;
}

/** The consumer groups of this process by lane. Lanes come and go while it runs: what one process lets go of, another takes on where it stopped. */
export class LaneGroups {
  readonly #byLane = new Map<Lane, GroupConsumer[]>();
  #joined: Promise<unknown> = Promise.resolve();
  #changing: Promise<void> = Promise.resolve();

  constructor(private readonly options: Options) {}

  get lanes(): Lane[] {
    return [...this.#byLane.keys()];
  }

  /** The lanes of which all groups are joined. */
  get joinedLanes(): Lane[] {
    return [...this.#byLane].filter(([, groups]) => groups.every(({ isJoined }) => isJoined)).map(([lane]) => lane);
  }

  /** Resolves when all groups that were started by now have been joined. */
  get joined(): Promise<unknown> {
    return this.#joined;
  }

  get all(): GroupConsumer[] {
    return [...this.#byLane.values()].flat();
  }

  /** One change after the other; resolves when the topics are there and the groups are being joined, or left. @throws when topics cannot be created; what was served before still is */
  serve(lanes: readonly Lane[]): Promise<void> {
    const change = this.#changing.then(() => this.#change(lanes));
    this.#changing = change.catch(() => undefined);
    return change;
  }

  async #change(lanes: readonly Lane[]): Promise<void> {
    const added = lanes.filter((lane) => !this.#byLane.has(lane));
    if (added.length) await this.options.ensureTopics(added);
    await Promise.all(this.lanes.filter((lane) => !lanes.includes(lane)).map((lane) => this.#leave(lane)));
    if (added.length) this.#joined = Promise.all(added.flatMap((lane) => this.#join(lane)));
  }

  /** A group of which a member has died lets nobody in before it is sure of it: nothing waits for that. */
  #join(lane: Lane): Promise<void>[] {
    const groups = this.options.make(lane);
    this.#byLane.set(lane, groups);
    return groups.map((group) => group.start());
  }

  /** What was taken in is finished and published first, so that whoever comes next finds nothing half done. */
  async #leave(lane: Lane): Promise<void> {
    const { drainMs, published } = this.options;
    const groups = this.#byLane.get(lane)!;
    await Promise.all(groups.map((group) => group.finish(drainMs)));
    await published(drainMs);
    await Promise.all(groups.map((group) => group.stop(drainMs)));
    this.#byLane.delete(lane);
  }
}
