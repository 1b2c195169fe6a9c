import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Turnstile } from './turnstile.js';

test('one at a time for a key, all keys at once, and the holder may come again', async () => {
  const turnstile = new Turnstile();
  let inside = 0;
  let most = 0;
  const pass = async (key: string, holder: string) => {
    const leave = await turnstile.enter(key, holder);
    await turnstile.enter(key, holder);
    most = Math.max(most, ++inside);
    await sleep(1);
    inside--;
    leave();
    leave();
  };
  await Promise.all(Array.from({ length: 30 }, (_, n) => pass('c', `r${n}`)));
  expect(most).toBe(1);
  await Promise.all(Array.from({ length: 30 }, (_, n) => pass(`c${n}`, 'r')));
  expect(most).toBe(30);
});
