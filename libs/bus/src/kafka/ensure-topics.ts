import type { Lane } from '@deskhand/contracts/words.js';
import type { Admin, ITopicConfig } from 'kafkajs';
import { brokerTopic, type TopicMap } from '../topic-map.js';

const day = 86_400_000;

/** Creates what is missing: each lane's topics and their dead letters. Those that exist stay as the operator has made them. */
export async function ensureTopics(admin: Admin, map: TopicMap, lanes: readonly Lane[], replicationFactor?: number): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topicConfigs(map, lanes).filter(({ topic }) => !existing.has(topic));
  if (!missing.length) return;
  const factor = replicationFactor ?? Math.min(3, (await admin.describeCluster()).brokers.length);
  await admin.createTopics({ topics: missing.map((config) => ({ ...config, replicationFactor: factor })), waitForLeaders: true });
}

function topicConfigs(map: TopicMap, lanes: readonly Lane[]): ITopicConfig[] {
  const configs = new Map<string, ITopicConfig>();
  for (const [topic, spec] of Object.entries(map))
    for (const lane of lanes) {
      const name = brokerTopic(map, topic, lane);
      const policy = spec.compacted ? { name: 'cleanup.policy', value: 'compact' } : { name: 'retention.ms', value: String(spec.retentionMs) };
      configs.set(name, { topic: name, numPartitions: spec.partitions, configEntries: [policy] });
      if (!spec.consumers.length) continue;
      // Dead letters outlive their source so that there is time to look; those that hold customers' words do not.
      const retention = spec.public === 'in' || spec.clear ? spec.retentionMs : Math.max(14 * day, 2 * spec.retentionMs);
      const dlq = { topic: `${name}.dlq`, numPartitions: 1, configEntries: [{ name: 'retention.ms', value: String(retention) }] };
      configs.set(dlq.topic, dlq);
    }
  return [...configs.values()];
}
