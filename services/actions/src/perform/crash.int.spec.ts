import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Faults, type RunningShop, startShop } from '@deskhand/shop/start-shop.js';
import { freshDatabase } from '@deskhand/testing/infrastructure/fresh-database.js';
import { afterEach, expect, it } from 'vitest';

let shop: RunningShop | undefined;
afterEach(() => shop?.close());

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const typescript = file('../../../../libs/bus/src/contract/typescript.mjs');

/** Serves the turn in a process of its own; null when that was killed on the way. */
function serve(env: Record<string, string>): Promise<{ steps: number; kind: string; text: string } | null> {
  const child = spawn(process.execPath, ['--conditions=source', '--import', typescript, file('./crash-child.fixture.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => child.once('close', (_code, signal) => resolve(signal === 'SIGKILL' ? null : JSON.parse(said))));
}

it.each<[string, Faults, number]>([
  ['a shop that is well', {}, 1],
  ['a shop that does it and never answers', { executeThenTimeOut: 1, atMost: 1 }, 2],
])('refunds once and says so, killed -9 between any two steps, on %s', async (_name, wrong, stride) => {
  for (let killAt = 1; ; killAt += stride) {
    shop = await startShop({ faults: { ...wrong } });
    const env = { DATABASE_URL: await freshDatabase(), SHOP_URL: shop.url, ORDER_ID: '20001' };
    const first = await serve({ ...env, KILL_AT: String(killAt) });
    const told = first ?? (await serve(env));
    expect(told, `killed at step ${killAt}`).toMatchObject({ kind: 'proposed' });
    expect(told?.text, `killed at step ${killAt}`).toContain("I've refunded $24.90 for order 20001");
    expect(shop.ledger().filter(({ effect }) => effect === 'refund'), `killed at step ${killAt}`).toHaveLength(1);
    await shop.close();
    if (first) {
      expect(killAt).toBeGreaterThan(15);
      return;
    }
  }
}, 420_000);
