import type { Bus } from '@deskhand/bus/bus.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import type { OnApplicationShutdown } from '@nestjs/common';
import { type Change, changeRollout, type Rollout } from '../decide/change-rollout.js';
import { mannedLanes } from '../decide/manned-lanes.js';
import { watchBudget } from '../decide/watch-budget.js';
import type { FeedbackView } from './feedback-view.js';
import type { RolloutStore } from './rollout-store.js';

type Warn = { warn(detail: object, message: string): void };

/** The change is not to be made; the message says why. */
export class RolloutRefused extends Error {
  override readonly name = 'RolloutRefused';
}

const key = 'rollout';
const lookAgainMs = 60_000;
const settleMs = 1_000;

/** Changes the rollout: for people, and for the budget. */
export class RolloutDesk implements OnApplicationShutdown {
  #looking: NodeJS.Timeout | undefined;
  readonly #daily: NodeJS.Timeout;

  constructor(
    private readonly bus: Pick<Bus, 'write'>,
    private readonly store: RolloutStore,
    private readonly view: FeedbackView,
    private readonly log: Warn,
  ) {
    // A new day has a new budget.
    this.#daily = setInterval(() => void this.#look(), lookAgainMs).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#daily);
    clearTimeout(this.#looking);
  }

  /** @throws RolloutRefused */
  async change(change: Change, by: string, reason = ''): Promise<Rollout> {
    const { rollout, event, time } = await this.bus.write('feedback', key, async (cause) => {
      const [before, present] = [await this.store.current(), await this.store.present()];
      const rollout = changeRollout(before, change, mannedLanes(present), { by, reason, at: cause.time });
      if (typeof rollout === 'string') throw new RolloutRefused(rollout);
      const event = outgoing({ ...cause, lane: 'stable' }, 'rollout.changed.v1', { eventId: '', ...rollout });
      return { events: [event], writes: [this.store.add(rollout)], result: { rollout, event, time: cause.time } };
    });
    await this.view.apply([event], time);
    return rollout;
  }

  /** Money was spent: looks at the day's sum in a moment, once for all that is spent meanwhile. */
  spent(): void {
    this.#looking ??= setTimeout(() => {
      this.#looking = undefined;
      void this.#look();
    }, settleMs).unref();
  }

  async #look(): Promise<void> {
    try {
      const change = watchBudget(await this.store.current(), await this.store.spentToday());
      if (change) await this.change(change, 'budget', change.reason);
    } catch (error) {
      this.log.warn({ err: error }, 'the budget of the day could not be looked at; it is again in a minute');
    }
  }
}
