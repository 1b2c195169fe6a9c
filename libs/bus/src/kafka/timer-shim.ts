import { createRequire } from 'node:module';

interface RequestQueue {
  pending: unknown[];
  throttledUntil: number;
}

/**
 * kafkajs 2.2.4 arms a timer that arms itself again every millisecond, for each connection, for ever
 * (https://github.com/tulios/kafkajs/issues/1751). With nothing pending and no throttling there is nothing to check.
 */
export function quietKafkaTimers(): void {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as {
    prototype: RequestQueue & { scheduleCheckPendingRequests(): void; quiet?: true };
  };
  if (prototype.quiet) return;
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue) {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
  };
  prototype.quiet = true;
}
