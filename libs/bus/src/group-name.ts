import type { Lane } from '@deskhand/contracts/words.js';

/** A service's consumer group in a lane; the inbox is the service's, whatever the lane. */
export function groupName(service: string, { lane }: { lane: Lane }): string {
  return lane === 'stable' ? service : `${service}.${lane}`;
}
