import { afterAll, beforeAll, expect, it } from 'vitest';
import { embeddedRig } from './contract/embedded-rig.js';
import { event, makeBus, spec } from './contract/make-bus.js';
import { sweepTables } from './sweep-tables.js';
import { defaultTuning } from './tuning.js';

const rig = embeddedRig();
beforeAll(() => rig.start(), 60_000);
afterAll(() => rig.stop());

it('deletes what is past its time and passed by all who hear it, and nothing else', async () => {
  const db = rig.db();
  const topics = { 'old.v1': spec(['hearer'], { retentionMs: 3_600_000 }), 'new.v1': spec(['hearer'], { retentionMs: 86_400_000 * 30 }) };
  const bus = makeBus(rig, topics, ['speaker', 'hearer']);
  for (const topic of Object.keys(topics)) bus.handle('hearer', topic, async () => undefined);
  await bus.start();
  for (let n = 0; n < 4; n++) await bus.write('speaker', 'k', async (cause) => ({ events: Object.keys(topics).map((topic) => event(cause, topic, { n })), writes: [] }));
  await bus.drain();
  await db.query(`update bus.log set at = now() - interval '2 hours' where seq > 2`);
  await db.query(`update bus.position set seq = 6 where service = 'hearer'`);
  await db.query(`insert into bus.inbox values ('s', gen_random_uuid(), now() - interval '9 days'), ('s', gen_random_uuid(), now() - interval '7 days')`);
  await sweepTables(db, defaultTuning, topics);
  const left = await db.query<{ seq: string; topic: string }>(`select seq, topic from bus.log order by seq`);
  expect(left.map(({ seq, topic }) => `${seq} ${topic}`)).toEqual(['1 old.v1', '2 new.v1', '4 new.v1', '6 new.v1', '7 old.v1', '8 new.v1']);
  expect(await db.query(`select 1 from bus.inbox where service = 's'`)).toHaveLength(1);
});
