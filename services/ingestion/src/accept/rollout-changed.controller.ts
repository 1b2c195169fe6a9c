import type { Outcome } from '@deskhand/bus/delivery.js';
import { Bus } from '@deskhand/bus/bus.js';
import { Hears } from '@deskhand/bus/hears.js';
import { Controller, Inject } from '@nestjs/common';

/** The rollout has changed: whoever hears of it here asks at once; other processes of the desk do within a second. */
@Controller()
export class RolloutChangedController {
  constructor(@Inject(Bus) private readonly bus: Bus) {}

  @Hears('ingestion', 'rollout.changed.v1')
  async changed(): Promise<Outcome> {
    return { events: [], writes: [], afterCommit: () => this.bus.lanes.refresh() };
  }
}
