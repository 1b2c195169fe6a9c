import { Kafka, logLevel } from 'kafkajs';
import { calmKafkajs } from '../calm-kafkajs.js';

/** Whether the broker answers a Metadata call that names itself as alive. */
export async function brokerAnswers(brokers: string): Promise<boolean> {
  calmKafkajs();
  const kafka = new Kafka({
    clientId: 'deskhand-testing', brokers: [brokers], logLevel: logLevel.NOTHING,
    connectionTimeout: 1000, requestTimeout: 2000, retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const cluster = await admin.describeCluster();
    return cluster.brokers.length > 0;
  } finally {
    await admin.disconnect();
  }
}
