import { serviceNames } from '@deskhand/contracts/words.js';
import type { Member } from './may-adopt.js';

const needed: Readonly<Record<string, readonly string[]>> = { canary: serviceNames, shadow: ['intent', 'retrieval', 'actions'] };

/** The lanes of which every service that it needs is there. */
export function mannedLanes(present: readonly Member[]): Set<string> {
  const services = (lane: string) => new Set(present.filter((member) => member.lane === lane).flatMap((member) => member.services));
  return new Set(Object.keys(needed).filter((lane) => needed[lane]!.every((service) => services(lane).has(service))));
}
