import type { OutgoingEvent } from '@deskhand/bus/delivery.js';
import type { ViewClient } from '@deskhand/contracts/gen/rpc/deskhand/console/v1/service.js';
import type { PromiseClient } from '@deskhand/kit/grpc.js';

type Warn = { warn(detail: object, message: string): void };

/** The console's view is told of a write before it is answered, so that the next GET shows it. */
export class FeedbackView {
  constructor(
    private readonly client: Pick<PromiseClient<ViewClient>, 'apply'>,
    private readonly log: Warn,
  ) {}

  /** A console that is away does not fail the write: the bus brings the same events. */
  async apply(events: readonly OutgoingEvent[], time: string): Promise<void> {
    if (!events.length) return;
    const committed = events.map(({ id, topic, lane, key, subject, body }) => ({ id, topic, lane, key, subject: subject ?? '', time, bodyJson: JSON.stringify(body) }));
    try {
      await this.client.apply({ events: committed });
    } catch (error) {
      this.log.warn({ err: error }, 'the view could not be told of feedback; it hears of it over the bus');
    }
  }
}
