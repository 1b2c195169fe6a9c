import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Bus } from '@deskhand/bus/bus.js';
import type { Cause, Outcome } from '@deskhand/bus/delivery.js';
import type { Logger } from '@deskhand/kit/logger.js';
import { fireTimers } from '../decide/fire-timers.js';
import type { CaseKeeper } from './case-keeper.js';
import type { Due } from './case-store.js';

const page = 200;

/** Looks every second for cases whose time has come, by the database's clock; what came due while nobody looked fires at once. */
export class TimerLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(
    private readonly bus: Pick<Bus, 'prepare' | 'write' | 'serving'>,
    private readonly cases: CaseKeeper,
    private readonly log: Logger,
    private readonly everyMs = 1_000,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.bus.prepare();
    this.#looking = this.#look();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    try {
      while (!this.#stopped && (await this.#firePage()) === page);
    } catch (error) {
      if (!this.#stopped) this.log.warn({ err: error }, 'the timers could not be looked at; they are again in a moment');
    }
    if (!this.#stopped) this.#timer = setTimeout(() => (this.#looking = this.#look()), this.everyMs).unref();
  }

  async #firePage(): Promise<number> {
    // Whoever serves a case's lane moves its case: a canary's timers are the canary's, until it is rolled back.
    const due = await this.cases.store.due(this.bus.serving, page);
    await Promise.all(due.map((one) => this.#fire(one)));
    return due.length;
  }

  /** Two processes that see the same case have the same id for it, and only one of them commits. */
  #fire({ ticketId, conversationId, lane, version }: Due): Promise<undefined> {
    const fire = async (cause: Cause): Promise<Outcome> => this.cases.onCase(cause, ticketId, conversationId, fireTimers);
    return this.bus.write('escalation', conversationId, fire, { subject: ticketId, lane, id: `timer/${ticketId}/${version}` });
  }
}
