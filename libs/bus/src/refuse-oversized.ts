import { Permanent } from '@deskhand/kit/errors.js';
import type { Entry } from './entry.js';

/** A broker takes 1 MB a batch; a larger event would stop its topic for ever. */
export const maxEventBytes = 900_000;

export function refuseOversized({ events }: Entry): void {
  for (const { topic, value } of events) {
    // A code unit is at most three bytes: most values need no counting.
    if (value.length * 3 <= maxEventBytes) continue;
    const bytes = Buffer.byteLength(value);
    if (bytes > maxEventBytes) throw new Permanent(`An event for ${topic} has ${bytes} bytes; ${maxEventBytes} is the most.`);
  }
}
