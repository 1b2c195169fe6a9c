import { Controller, Get, Inject } from '@nestjs/common';
import { WatchStore } from '../watch/perform/watch-store.js';

const mostShown = 200;

/** Promises that were broken, and what was stopped. */
@Controller('v1/violations')
export class ViolationsController {
  constructor(@Inject(WatchStore) private readonly store: WatchStore) {}

  @Get()
  async list() {
    return { items: await this.store.newest(mostShown) };
  }
}
