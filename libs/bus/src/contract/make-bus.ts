import type { TopicName } from '@deskhand/contracts/topics.js';
import type { Lane } from '@deskhand/contracts/words.js';
import { randomUUID } from 'node:crypto';
import { Bus, type BusOptions } from '../bus.js';
import type { Cause, OutgoingEvent } from '../delivery.js';
import { deriveId } from '../derive-id.js';
import type { TopicMap, TopicSpec } from '../topic-map.js';
import type { Tuning } from '../tuning.js';
import type { BusLog } from '../surroundings.js';
import type { Rig } from './rig.js';

export const quiet: BusLog = process.env.BUS_LOG
  ? { info: console.log, warn: (detail, message) => console.log(message, detail), error: (detail, message) => console.log(message, detail) }
  : { info: () => {}, warn: () => {}, error: () => {} };

/** Delays small enough for a suite. */
export const quick: Partial<Tuning> = { backoffMs: { first: 5, most: 60 }, commitIntervalMs: 50, wedgedMs: 1_000, sessionTimeoutMs: 3_000, drainMs: 3_000 };

export function spec(consumers: string[], more: Partial<TopicSpec> = {}): TopicSpec {
  return { consumers, retentionMs: 86_400_000, partitions: 3, laned: false, ...more };
}

/** Names that no other test uses: services and topics outlive a test on the broker. */
export function unique(name: string): string {
  return `${name}-${randomUUID().slice(0, 8)}`;
}

export function makeBus(rig: Rig, topics: TopicMap, services: string[], options: Partial<BusOptions> = {}): Bus {
  const { tuning, ...rest } = options;
  return new Bus({ db: rig.db(), topics, services, log: quiet, kafka: rig.kafka(), ...rest, tuning: { ...quick, ...tuning } });
}

/** `outgoing` for topics that are not in the contract. */
export function event(cause: Pick<Cause, 'id'> & { key: string; lane?: Lane; subject?: string | null }, topic: string, body: object, options: { n?: string | number; key?: string } = {}): OutgoingEvent {
  const { lane = 'stable', subject = null } = cause;
  return { id: deriveId(cause.id, topic, options.n ?? ''), topic: topic as TopicName, lane, key: options.key ?? cause.key, subject, body };
}
