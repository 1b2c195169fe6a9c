import type { Bus } from '@deskhand/bus/bus.js';
import { Problem } from '@deskhand/kit/problem.js';

/** @throws Problem 429 when more waits than ingestion should take in */
export function refuseWhenSaturated(bus: Pick<Bus, 'saturated'>): void {
  if (bus.saturated('ingestion'))
    throw new Problem(429, 'Saturated', 'The desk has as much waiting as it can take: send this again in a second.', { headers: { 'retry-after': '1' } });
}
