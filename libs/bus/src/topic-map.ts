import type { Lane } from '@deskhand/contracts/words.js';

/** What the bus needs to know of a topic; `@deskhand/contracts/topics.js` has more. */
export interface TopicSpec {
  readonly consumers: readonly string[];
  readonly retentionMs: number;
  readonly partitions: number;
  readonly laned: boolean;
  readonly public?: 'in' | 'out';
  readonly clear?: boolean;
  readonly compacted?: boolean;
}

export type TopicMap = Readonly<Record<string, TopicSpec>>;

/** The name of a lane's topic on the broker. */
export function brokerTopic(map: TopicMap, topic: string, lane: Lane): string {
  return lane === 'stable' || !map[topic]?.laned ? topic : `${topic}.${lane}`;
}

export function topicsOf(map: TopicMap, service: string): string[] {
  return Object.keys(map).filter((topic) => map[topic]!.consumers.includes(service));
}
