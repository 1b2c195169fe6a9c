import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { Problem } from '@deskhand/kit/problem.js';
import type { z } from 'zod';
import type { Change } from '../decide/change-rollout.js';
import { RolloutDesk, RolloutRefused } from '../perform/rollout-desk.js';
import { RolloutStore } from '../perform/rollout-store.js';
import { showRollout } from '../perform/show-rollout.js';
import { flagSchema, promoteSchema, rollbackSchema, weightSchema } from './rollout-schema.js';

/** Who serves new conversations. */
@Controller('v1/rollout')
export class RolloutController {
  constructor(
    @Inject(RolloutDesk) private readonly desk: RolloutDesk,
    @Inject(RolloutStore) private readonly store: RolloutStore,
  ) {}

  @Get()
  show(): Promise<object> {
    return showRollout(this.store);
  }

  @Post('weight')
  @HttpCode(200)
  weight(@Body({ schema: weightSchema }) { percent: canary, control, shadow, cohort, by, reason }: z.output<typeof weightSchema>): Promise<object> {
    return this.#change({ verb: 'weight', canary, control, shadow, cohort }, by, reason);
  }

  @Post('flag')
  @HttpCode(200)
  flag(@Body({ schema: flagSchema }) { on, by, reason }: z.output<typeof flagSchema>): Promise<object> {
    return this.#change({ verb: 'flag', on }, by, reason);
  }

  @Post('promote')
  @HttpCode(200)
  promote(@Body({ schema: promoteSchema }) { done, by, reason }: z.output<typeof promoteSchema>): Promise<object> {
    return this.#change({ verb: 'promote', isDone: done }, by, reason);
  }

  @Post('rollback')
  @HttpCode(200)
  rollback(@Body({ schema: rollbackSchema }) { by, reason }: z.output<typeof rollbackSchema>): Promise<object> {
    return this.#change({ verb: 'rollback' }, by, reason);
  }

  async #change(change: Change, by: string, reason: string | undefined): Promise<object> {
    try {
      return await showRollout(this.store, await this.desk.change(change, by, reason));
    } catch (error) {
      if (error instanceof RolloutRefused) throw new Problem(409, 'Not possible now', error.message);
      throw error;
    }
  }
}
