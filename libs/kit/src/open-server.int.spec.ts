import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { freshDatabase } from '@deskhand/testing/infrastructure/fresh-database.js';
import { afterEach, expect, it } from 'vitest';
import { openServer } from './open-server.js';

let relay: Server | undefined;
const sockets: Socket[] = [];
afterEach(() => {
  relay?.close();
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** A way to the database that can swallow what goes through it, as a firewall does that has forgotten a connection. */
async function throughRelay(url: string): Promise<{ url: string; swallow(isOn: boolean): void }> {
  let swallows = false;
  relay = createServer((client) => {
    const server = connect(Number(new URL(url).port), '127.0.0.1');
    sockets.push(client, server);
    for (const [from, to] of [[client, server], [server, client]] as const) {
      from.on('data', (bytes) => void (swallows || to.write(bytes)));
      from.on('close', () => to.destroy());
      from.on('error', () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => relay!.listen(0, '127.0.0.1', resolve));
  return { url: url.replace(/:\d+\//, `:${(relay.address() as AddressInfo).port}/`), swallow: (isOn) => (swallows = isOn) };
}

it('a server that has gone without a word: what was asked fails, and the next question goes through a new connection', async () => {
  const way = await throughRelay(await freshDatabase());
  const { pool, close } = await openServer(way.url, 1_000);
  await pool.query('select 1');
  way.swallow(true);
  const asked = pool.query('select 2');
  await expect(asked).rejects.toThrow('timeout');
  way.swallow(false);
  expect((await pool.query('select 3 as n')).rows).toEqual([{ n: 3 }]);
  await close();
});
