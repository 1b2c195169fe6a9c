// A small desk: a says numbers, b passes them on, c hears them. Each leaves its effect in the ledger. It ends by itself when c has all.
import { openDatabase } from '@deskhand/kit/database.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { Bus } from '../bus.js';
import type { Delivery, Outcome } from '../delivery.js';
import { write } from '../statement.js';
import { addEffect, createLedger } from './ledger.js';
import { event, quick, quiet, spec } from './make-bus.js';
import { relayKeys, relayNames } from './relay-names.js';

const { PREFIX = '', COUNT = '0', POISON, DATABASE_URL, DESKHAND_DATA = '', KAFKA_BROKERS, CONSUME_ONLY } = process.env;
const count = Number(COUNT);
const db = await openDatabase({ databaseUrl: DATABASE_URL, dataDir: DESKHAND_DATA });
await createLedger(db);
const { a, b, c, one, two } = relayNames(PREFIX);
const kafka = KAFKA_BROKERS ? { brokers: [KAFKA_BROKERS] } : undefined;
const bus = new Bus({ db, topics: { [one]: spec([b]), [two]: spec([c]) }, services: [a, b, c], log: quiet, tuning: quick, kafka });

bus.handle(b, one, async (body, delivery) => {
  const { n } = body as { n: number };
  if (POISON === `${delivery.key}/${n}`) process.kill(process.pid, 'SIGKILL');
  await sleep(Math.random() * 10);
  return { ...done(b, delivery, n), events: [event(delivery, two, { n })] };
});
bus.handle(c, two, async (body, delivery) => {
  await sleep(Math.random() * 10);
  return done(c, delivery, (body as { n: number }).n);
});

let isEnding = false;
process.once('SIGTERM', () => void end());
await bus.start();
console.log('ready');
if (!CONSUME_ONLY) await Promise.all(relayKeys.map(speak));
const expected = count * relayKeys.length - (POISON ? 1 : 0);
while (!isEnding && Number((await db.query<{ n: string }>(`select count(*) as n from effect where service = $1`, [c]))[0]!.n) < expected) await sleep(50);
if (isEnding) await new Promise(() => {});
await end();

async function speak(key: string): Promise<void> {
  const [row] = await db.query<{ n: number }>(`select coalesce(max(n) + 1, 0) as n from effect where service = $1 and key = $2`, [a, key]);
  for (let n = row!.n; n < count && !isEnding; n++) {
    await bus.write(a, key, async (cause) => ({ ...done(a, { id: cause.id, key }, n), events: [event(cause, one, { n })] })).catch(unlessEnding);
    await sleep(Math.random() * 40);
  }
}

function done(service: string, { id, key }: Pick<Delivery, 'id' | 'key'>, n: number): Outcome {
  return { events: [], writes: [write(addEffect, { service, id, key, n })] };
}

function unlessEnding(error: unknown): void {
  if (!isEnding) throw error;
}

async function end(): Promise<never> {
  isEnding = true;
  await bus.drain();
  await db.close();
  process.exit(0);
}
