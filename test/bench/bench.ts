// npm run bench: Deskhand door to door beside a bare relay, in one run on one broker. Prints one table; nothing is asserted.
// One process as `npm start` runs it, unless BENCH_PROCESSES is set: then seven behind a front, as `npm run start:kafka` does.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { startKafka } from '@deskhand/testing/infrastructure/start-kafka.js';
import { startPostgres } from '@deskhand/testing/infrastructure/start-postgres.js';
import { Kafka, logLevel } from 'kafkajs';
import { identityToken, startDesk, type RunningDesk } from '../support/start-desk.ts';
import { startRawRelay } from './raw-relay.ts';
import { runLoad, type Measured } from './run-load.ts';

const texts = ['My order 12345 is late', 'What is your return policy?', 'How long does shipping take?', 'thanks', 'Where is my order 20023?', 'I want to talk to a human'];
const count = Number(process.env['BENCH_TICKETS'] ?? 6000);
const rows: Record<string, Measured & { ratio?: string }> = {};
const say = (line: string) => process.stderr.write(`${line}\n`);

const kafka = await startKafka({ message: say });
const postgres = await startPostgres({ message: say });
const token = await identityToken();
const body = (id: string) => JSON.stringify({ source: 'bench', id, text: texts[Number(id.split('-').at(-1)) % texts.length], customer: { identityToken: token } });

say('Raw relay …');
const relay = await startRawRelay(kafka.brokers, `relay-${randomUUID().slice(0, 8)}`);
const filler = 'x'.repeat(1500);
const relayLoad = { send: (ids: string[]) => relay.send(ids.map((id) => ({ key: id, value: filler }))), onEnd: relay.onEnd };
await runLoad({ ...relayLoad, count: 2000, prefix: 'warm' });
rows['raw six-hop relay, unpaced'] = await runLoad({ ...relayLoad, count: 20_000, prefix: 'raw' });
rows['raw six-hop relay, 50/s'] = await runLoad({ ...relayLoad, count: 500, rate: 50, prefix: 'raw50' });
await relay.stop();

say('Deskhand on Kafka and Postgres …');
const databaseUrl = await postgres.createDatabase(`bench_${randomUUID().slice(0, 8)}`);
const desk = await startDesk({ env: { KAFKA_BROKERS: kafka.brokers, DATABASE_URL: databaseUrl }, entry: process.env['BENCH_PROCESSES'] ? 'services/desk/bin/start-kafka.mjs' : undefined });
const client = new Kafka({ brokers: kafka.brokers.split(','), logLevel: logLevel.NOTHING });
const producer = client.producer();
await producer.connect();
const consumer = client.consumer({ groupId: `bench-${randomUUID()}`, maxWaitTimeInMs: 50 });
await consumer.connect();
await consumer.subscribe({ topic: 'outcome.recorded.v1' });
let heard: (id: string) => void = () => undefined;
await consumer.run({
  eachBatch: async ({ batch }) => {
    for (const { value } of batch.messages) heard((JSON.parse(String(value)) as { sourceId: string }).sourceId);
  },
});
const onKafka = {
  send: (ids: string[]) => producer.send({ topic: 'ticket.submitted.v1', messages: ids.map((id) => ({ key: id, value: body(id) })) }),
  onEnd: (hear: (id: string) => void) => void (heard = hear),
};
await runLoad({ ...onKafka, count: 500, prefix: `warm${Date.now()}` });
rows['Deskhand on Kafka, unpaced'] = await runLoad({ ...onKafka, count, prefix: `kafka${Date.now()}` });
rows['Deskhand on Kafka, 50/s'] = await runLoad({ ...onKafka, count: 1000, rate: 50, prefix: `k50-${Date.now()}` });
await consumer.disconnect();
await producer.disconnect();
await desk.stop();
await kafka.stop();
await postgres.stop();

say('Embedded …');
const before = performance.now();
const embedded = await startDesk();
const coldStart = (performance.now() - before) / 1000;
const onHttp = httpLoad(embedded);
await runLoad({ ...onHttp, count: 200, prefix: `warm${Date.now()}` });
rows['Deskhand embedded, unpaced'] = await runLoad({ ...onHttp, count: Math.min(count, 3000), prefix: `emb${Date.now()}` });
rows['Deskhand embedded, 50/s'] = await runLoad({ ...onHttp, count: 1000, rate: 50, prefix: `e50-${Date.now()}` });
const idle = await idleFigures(embedded);
await embedded.stop();

const raw = rows['raw six-hop relay, unpaced']!.perSecond;
process.stdout.write('| run | tickets/s | of the raw relay | p50 ms | p95 ms |\n|---|---|---|---|---|\n');
for (const [name, { perSecond, p50, p95 }] of Object.entries(rows)) {
  process.stdout.write(`| ${name} | ${perSecond} | ${(perSecond / raw).toFixed(2)} | ${p50} | ${p95} |\n`);
}
process.stdout.write(`\nEmbedded: ready ${coldStart.toFixed(1)} s after a cold start, ${idle.rssMb} MB, idle ${idle.cpuPercent} % of a core.\n`);
process.exit(0);

function httpLoad(target: RunningDesk) {
  let hear: (id: string) => void = () => undefined;
  let open = 0;
  async function one(id: string): Promise<void> {
    open++;
    try {
      for (;;) {
        const response = await fetch(`${target.url}/v1/tickets`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: body(id) });
        const answer = (await response.json()) as { ticketId: string };
        if (response.status === 429) {
          await new Promise((resolve) => setTimeout(resolve, 200));
          continue;
        }
        await fetch(`${target.url}/v1/tickets/${answer.ticketId}?wait=30`);
        return hear(id);
      }
    } finally {
      open--;
    }
  }
  return {
    async send(ids: string[]) {
      for (const id of ids) {
        while (open >= 64) await new Promise((resolve) => setTimeout(resolve, 1));
        void one(id);
      }
    },
    onEnd: (listener: (id: string) => void) => void (hear = listener),
  };
}

async function idleFigures(target: RunningDesk): Promise<{ rssMb: number; cpuPercent: string }> {
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const ticks = () => readFileSync(`/proc/${target.pid()}/stat`, 'utf8').split(') ')[1]!.split(' ').slice(11, 13).reduce((sum, value) => sum + Number(value), 0);
  const begin = ticks();
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  const rssKb = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${target.pid()}/status`, 'utf8'))?.[1]);
  return { rssMb: Math.round(rssKb / 1024), cpuPercent: ((ticks() - begin) / 20).toFixed(1) };
}
