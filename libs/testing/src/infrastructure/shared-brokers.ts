import { askInfrastructure } from './ask-infrastructure.js';

/**
 * The brokers that all specs of this run share. Topics have fixed names: a spec that uses the desk's own topics, or breaks
 * its broker, starts one for itself (`startKafka`, 3 s).
 */
export function sharedBrokers(): Promise<string> {
  return askInfrastructure('kafka');
}
