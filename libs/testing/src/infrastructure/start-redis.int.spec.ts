import { afterAll, beforeAll, expect, it } from 'vitest';
import { askRedis } from './ask-redis.js';
import { startRedis, type RunningRedis } from './start-redis.js';

let redis: RunningRedis;
let port: number;
beforeAll(async () => {
  redis = await startRedis();
  port = Number(new URL(redis.url).port);
});
afterAll(() => redis?.stop());

it('comes back on the same address after kill -9', async () => {
  await redis.kill();
  await expect(askRedis(port, 'PING')).rejects.toThrow('ECONNREFUSED');
  await redis.restart();
  expect(await askRedis(port, 'PING')).toBe('+PONG');
});

it('is empty after a flush', async () => {
  await askRedis(port, 'SET word kept');
  expect(await askRedis(port, 'DBSIZE')).toBe(':1');
  await redis.flush();
  expect(await askRedis(port, 'DBSIZE')).toBe(':0');
});
