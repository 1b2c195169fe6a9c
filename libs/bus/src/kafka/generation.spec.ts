import type { Admin } from 'kafkajs';
import { expect, it } from 'vitest';
import { Generation, type Progress } from './generation.js';

function generation(committed: string, low = '0') {
  const admin = {
    fetchOffsets: async () => [{ topic: 't', partitions: [{ partition: 0, offset: committed, metadata: null }] }],
    fetchTopicOffsets: async () => [{ partition: 0, low, high: '100', offset: '100' }],
  } as unknown as Admin;
  return new Generation(admin, 'g', { t: [0] }, 10, async () => {});
}

it('refuses a batch that was fetched past what the group has committed, and says where to go back to', async () => {
  expect(await generation('40').progress('t', 0, 60)).toBe(40);
  expect(await generation('-1').progress('t', 0, 60)).toBe(0);
  expect((await generation('40').progress('t', 0, 40)) as Progress).toMatchObject({ committed: 40 });
});

it('takes a batch that begins later because the broker has deleted what was older', async () => {
  expect((await generation('40', '55').progress('t', 0, 55)) as Progress).toMatchObject({ committed: 55 });
});

it('commits nothing more once it has ended', async () => {
  const old = generation('0');
  const { watermark } = (await old.progress('t', 0, 0)) as Progress;
  watermark.start(0);
  watermark.finish(0);
  expect(old.uncommitted()).toEqual([{ topic: 't', partition: 0, offset: '1' }]);
  old.end();
  expect(old.uncommitted()).toEqual([]);
});

it('knows of records that wait where nothing has been fetched yet', async () => {
  const idle = generation('40');
  expect(idle.lag).toBe(0);
  await idle.look();
  expect(idle.lag).toBe(60);
  await idle.progress('t', 0, 40);
  expect(idle.lag).toBe(0);
});

it('suspects only what lay there when the partition was assigned', async () => {
  expect((await generation('40').progress('t', 0, 40)) as Progress).toMatchObject({ probation: { left: 10 } });
  expect((await generation('97').progress('t', 0, 97)) as Progress).toMatchObject({ probation: { left: 3 } });
  expect((await generation('100').progress('t', 0, 100)) as Progress).toMatchObject({ probation: { left: 0 } });
});
