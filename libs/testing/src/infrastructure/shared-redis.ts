import { askInfrastructure } from './ask-infrastructure.js';

/** The url of the Redis that all specs of this run share: use keys of your own, do not flush. */
export function sharedRedis(): Promise<string> {
  return askInfrastructure('redis');
}
