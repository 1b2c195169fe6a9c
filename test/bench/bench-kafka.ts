import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { startDesk } from '../support/start-desk.ts';
import { profileEnvironment } from './profile-environment.ts';
import { runLoad, type Measured, untilQuiet } from './run-load.ts';
import { submission } from './submission.ts';

const count = Number(process.env['BENCH_TICKETS'] ?? 4000);

/** From `ticket.submitted.v1` to `outcome.recorded.v1`, by a client of the broker. */
export async function benchKafka(brokers: string, databaseUrl: string, token: string, asProcesses: boolean): Promise<Record<string, Measured>> {
  const group = `bench-${randomUUID()}`;
  const entry = asProcesses ? 'services/desk/bin/start-kafka.mjs' : undefined;
  const desk = await startDesk({ env: { KAFKA_BROKERS: brokers, DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn', ...profileEnvironment() }, ...(entry && { entry }) });
  const client = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const producer = client.producer();
  const consumer = client.consumer({ groupId: group, maxWaitTimeInMs: 50 });
  let heard: (id: string) => void = () => undefined;
  try {
    await producer.connect();
    await consumer.connect();
    await consumer.subscribe({ topic: 'outcome.recorded.v1' });
    const joined = new Promise((resolve) => consumer.on('consumer.group_join', resolve));
    await consumer.run({
      eachBatch: async ({ batch }) => {
        for (const { value } of batch.messages) heard((JSON.parse(String(value)) as { sourceId: string }).sourceId);
      },
    });
    await joined;
    const load = {
      send: (ids: string[]) => producer.send({ topic: 'ticket.submitted.v1', messages: ids.map((id) => ({ key: id, value: submission(id, token) })) }),
      onEnd: (hear: (id: string) => void) => void (heard = hear),
    };
    const name = `Deskhand on Kafka, ${asProcesses ? 'seven processes' : 'one process'}`;
    const run = String(Date.now());
    await runLoad({ ...load, count: Math.min(1000, count), prefix: `warm${run}` });
    await untilQuiet();
    const unpaced = await runLoad({ ...load, count, prefix: `kafka${run}` });
    await untilQuiet();
    return { [`${name}, unpaced`]: unpaced, [`${name}, 50/s`]: await runLoad({ ...load, count: 750, rate: 50, prefix: `k50-${run}` }) };
  } finally {
    await consumer.disconnect();
    await producer.disconnect();
    await desk.stop();
    if (process.env['BENCH_OUTPUT']) process.stderr.write(desk.output());
  }
}
