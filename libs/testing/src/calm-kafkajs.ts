import { createRequire } from 'node:module';

interface Queue {
  pending: unknown[];
  throttledUntil: number;
}
type Schedule = (this: Queue) => void;

let calmed = false;

/** kafkajs 2.2 re-arms a timer at a negative delay for ever (tulios/kafkajs#1751): a warning and 1,000 wake-ups a second per connection. */
export function calmKafkajs(): void {
  if (calmed) return;
  calmed = true;
  const require = createRequire(import.meta.url);
  const RequestQueue = require('kafkajs/src/network/requestQueue/index.js') as { prototype: { scheduleCheckPendingRequests: Schedule } };
  const schedule = RequestQueue.prototype.scheduleCheckPendingRequests;
  RequestQueue.prototype.scheduleCheckPendingRequests = function (this: Queue) {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
  };
}
