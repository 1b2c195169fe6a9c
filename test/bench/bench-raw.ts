import { randomUUID } from 'node:crypto';
import { startRawRelay } from './raw-relay.ts';
import { runLoad, type Measured } from './run-load.ts';

/** What the broker and kafkajs cost by themselves for as many hops and bytes as a ticket has. */
export async function benchRaw(brokers: string): Promise<Record<string, Measured>> {
  const relay = await startRawRelay(brokers, `relay-${randomUUID().slice(0, 8)}`);
  const filler = 'x'.repeat(1500);
  const load = { send: (ids: string[]) => relay.send(ids.map((id) => ({ key: id, value: filler }))), onEnd: relay.onEnd };
  await runLoad({ ...load, count: 2000, prefix: 'warm' });
  const rows = {
    'raw six-hop relay, unpaced': await runLoad({ ...load, count: 10_000, prefix: 'raw' }),
    'raw six-hop relay, 50/s': await runLoad({ ...load, count: 500, rate: 50, prefix: 'raw50' }),
  };
  await relay.stop();
  return rows;
}
