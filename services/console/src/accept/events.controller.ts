import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { Delivered, Outcome } from '@deskhand/bus/delivery.js';
import { HearsAll } from '@deskhand/bus/hears.js';
import { Concealer } from '../perform/concealer.js';
import { Projector } from '../perform/projector.js';
import { parseEvent } from './parse-event.js';

/** Everything that is said on the bus goes into archive and view: what waits of a conversation together, so that its ticket is written once. */
@Controller()
export class ConsoleEventsController {
  constructor(
    @Inject(Concealer) private readonly concealer: Concealer,
    @Inject(Projector) private readonly projector: Projector,
  ) {}

  @HearsAll('console')
  async take(@Payload() deliveries: readonly Delivered[]): Promise<Outcome> {
    const events = deliveries.map(({ body, delivery }) => parseEvent(body, delivery));
    return this.projector.take(await Promise.all(events.map((event) => this.concealer.conceal(event))));
  }
}
