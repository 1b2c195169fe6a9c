import { attributeNames } from '@deskhand/kit/telemetry-names.js';
import { extract, inject, traced } from '@deskhand/kit/telemetry.js';
import { SpanKind } from '@opentelemetry/api';
import type { Delivery } from './delivery.js';
import type { Trace } from './surroundings.js';

/** One trace per ticket: a handler runs in the trace that its event carries, and what it says carries it on. */
export function busTrace(): Trace {
  const carried = new WeakMap<Delivery, Record<string, string>>();
  return {
    process(delivery, service, work) {
      const attributes = {
        [attributeNames.messagingSystem]: 'kafka',
        [attributeNames.messagingOperationType]: 'process',
        [attributeNames.messagingDestination]: delivery.topic,
        [attributeNames.lane]: delivery.lane,
        ...(delivery.subject && { [attributeNames.ticketId]: delivery.subject }),
      };
      const options = { kind: SpanKind.CONSUMER, attributes, parent: extract(delivery.headers) };
      return traced(`process ${service} ${delivery.topic}`, options, () => {
        carried.set(delivery, inject({}));
        return work();
      });
    },
    headers: (delivery) => (delivery && carried.get(delivery)) ?? inject({}),
  };
}
