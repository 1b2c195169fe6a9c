import { Kafka, logLevel, type SASLOptions } from 'kafkajs';
import type { BusLog } from '../surroundings.js';
import { quietKafkaTimers } from './timer-shim.js';

export interface KafkaOptions {
  brokers: string[];
  clientId?: string;
  ssl?: boolean;
  sasl?: SASLOptions;
  /** Of the topics created at start; the number of brokers, but 3 at most, unless said. */
  replicationFactor?: number;
}

export function kafkaClient({ brokers, clientId = 'deskhand', ssl, sasl }: KafkaOptions, log: BusLog): Kafka {
  quietKafkaTimers();
  return new Kafka({
    clientId,
    brokers,
    ...(ssl && { ssl }),
    ...(sasl && { sasl }),
    connectionTimeout: 2_000,
    requestTimeout: 10_000,
    // Short: what must not give up (publishing, consuming) starts again by itself, with a fresh client.
    retry: { initialRetryTime: 50, maxRetryTime: 1_000, retries: 4 },
    logLevel: logLevel.ERROR,
    logCreator: () => ({ namespace, log: { message, timestamp: _timestamp, logger: _logger, ...detail } }) => log.warn({ ...detail, namespace }, `kafkajs: ${message}`),
  });
}
