import { setTimeout as sleep } from 'node:timers/promises';
import type { Bus } from '@deskhand/bus/bus.js';
import type { Logger } from '@deskhand/kit/logger.js';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Eraser } from './eraser.js';
import type { ErasureJournal, NotedErasure } from './erasure-journal.js';

const pauseMs = 500;

/** After a start: whom the journal names and the database still knows, as it does when it comes from an older backup, is erased again. Until then the desk is not ready. */
export class EraseAgain implements OnApplicationBootstrap, OnModuleDestroy {
  #open: NotedErasure[] | undefined;
  #isStopping = false;
  #work: Promise<void> | undefined;

  constructor(
    private readonly journal: ErasureJournal,
    private readonly eraser: Pick<Eraser, 'isErased' | 'erase'>,
    private readonly bus: Pick<Bus, 'ready'>,
    private readonly log: Pick<Logger, 'info' | 'warn'>,
  ) {}

  onApplicationBootstrap(): void {
    this.#open = this.journal.read();
    this.#work = this.#run();
  }

  async onModuleDestroy(): Promise<void> {
    this.#isStopping = true;
    await this.#work;
  }

  reasons(): string[] {
    const left = this.#open?.length ?? 0;
    return left === 0 ? [] : [`${left} ${left === 1 ? 'customer' : 'customers'} who had been erased before the database was brought back must be looked at, and erased again`];
  }

  async #run(): Promise<void> {
    for (let failures = 0; this.#open!.length > 0 && !this.#isStopping; )
      try {
        if (!this.bus.ready().ok) await sleep(pauseMs);
        else {
          await this.#again(this.#open![0]!);
          this.#open!.shift();
        }
      } catch (error) {
        if (failures++ % 20 === 0) this.log.warn({ err: error }, 'an erasure cannot be made again yet; trying again');
        await sleep(pauseMs);
      }
  }

  async #again({ customerId, by, at }: NotedErasure): Promise<void> {
    if (await this.eraser.isErased(customerId, at)) return;
    const { conversations } = await this.eraser.erase(customerId, by, at);
    this.log.info({ conversations: conversations.length }, 'a customer was erased again: the database came from a backup that was older than the erasure');
  }
}
