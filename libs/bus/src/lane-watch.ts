import type { RolloutChanged } from '@deskhand/contracts/gen/events/deskhand/feedback/v1/events.js';
import type { CurrentRequest, CurrentResponse } from '@deskhand/contracts/gen/rpc/deskhand/feedback/v1/service.js';
import type { Lane, ServiceName } from '@deskhand/contracts/words.js';
import { randomUUID } from 'node:crypto';
import type { Bus } from './bus.js';
import { lanesToServe } from './lanes-to-serve.js';

export interface LaneWatchOptions {
  bus: Pick<Bus, 'lanes' | 'serve' | 'joined'>;
  lane: Lane;
  services: readonly ServiceName[];
  ask: (request: CurrentRequest) => Promise<CurrentResponse>;
  everyMs: number;
}

/**
 * Asks feedback for the rollout and has the bus serve the lanes that follow from it, for as long as the process lives. While feedback is away
 * what was known holds: nobody changes lanes without having heard a reason.
 */
export class LaneWatch {
  readonly #instance = randomUUID();
  #timer: NodeJS.Timeout | undefined;
  #asking: Promise<void> = Promise.resolve();
  #isAsking = false;
  /** Somebody wanted to know while it was being asked. */
  #isDoubtful = false;
  #isStopped = false;

  constructor(private readonly options: LaneWatchOptions) {
    options.bus.lanes.refresh = () => this.#again(0);
  }

  start(): void {
    this.#again(0);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#asking;
  }

  #again(ms: number): void {
    if (this.#isAsking) this.#isDoubtful = true;
    if (this.#isStopped || this.#isAsking) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#asking = this.#ask()), ms).unref();
  }

  async #ask(): Promise<void> {
    const { bus, lane, services, ask, everyMs } = this.options;
    this.#isAsking = true;
    this.#isDoubtful = false;
    try {
      const { rolloutJson, mayAdopt } = await ask({ instance: this.#instance, lane, services: [...services], serving: [...bus.joined] });
      const rollout = JSON.parse(rolloutJson) as RolloutChanged;
      // First the topics and groups, then the draw: nothing is written to a lane that is not there.
      if (!this.#isStopped) await bus.serve(lanesToServe(lane, rollout, mayAdopt));
      bus.lanes.take(rollout);
    } catch {
      // Feedback or the broker is away; both say so themselves.
    } finally {
      this.#isAsking = false;
      this.#again(this.#isDoubtful ? 0 : everyMs);
    }
  }
}
