import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixedCustomers } from '@deskhand/shop/seed/fixed.js';
import { startShop, type Faults, type RunningShop } from '@deskhand/shop/start-shop.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { SignJWT } from 'jose';
import { DeskClient } from './desk-client.ts';

const root = join(import.meta.dirname, '../..');
export const identitySecret = 'a secret of the tests, long enough for HS256';

export interface DeskOptions {
  /** The file that starts it, from the root; the whole desk in one process unless said. */
  entry?: string;
  env?: Record<string, string>;
  shopFaults?: Faults;
  /** Data folder to use again; a new temporary one otherwise. */
  dataDir?: string;
}

export interface RunningDesk {
  client: DeskClient;
  url: string;
  dataDir: string;
  shop: RunningShop;
  pid(): number;
  /** Everything that the process printed so far. */
  output(): string;
  kill9(): Promise<void>;
  /** Starts the process again on the same data, shop and port. */
  again(): Promise<void>;
  /** Ends the process as an operator would; data and shop stay. */
  end(): Promise<void>;
  stop(): Promise<void>;
}

/** The whole desk as a process of its own, with the sample shop in this process as the oracle of what was really done. */
export async function startDesk(options: DeskOptions = {}): Promise<RunningDesk> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'deskhand-test-')));
  const shop = await startShop({ token: 'shop-token', faults: options.shopFaults });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess;
  let output = '';

  async function launch(): Promise<void> {
    // As npm start does it: scripts/under-node-24.mjs.
    const flags = options.env?.['KAFKA_BROKERS'] ? ['--max-semi-space-size=64'] : [];
    const args = [...flags, '--import', join(root, 'scripts/die-with-parent.mjs'), join(root, options.entry ?? 'services/desk/dist/main.js')];
    child = spawn(join(root, 'node_modules/.bin/node'), args, {
      cwd: root,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: process.env['HOME'] ?? '',
        DIE_WITH_PARENT: String(process.pid),
        PORT: String(port),
        DESKHAND_DATA: dataDir,
        SHOP_URL: shop.url,
        SHOP_TOKEN: 'shop-token',
        IDENTITY_SECRET: identitySecret,
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    await waitFor(
      async () => {
        if (child.exitCode !== null) return true;
        return (await fetch(`${url}/readyz`)).status === 200;
      },
      { for: `the desk to be ready:\n${output.slice(-2000)}`, deadline: 60_000, every: 100 },
    );
    if (child.exitCode !== null) throw new Error(`the desk ended with ${child.exitCode}:\n${output.slice(-2000)}`);
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  await launch();
  return {
    client: new DeskClient(url),
    url,
    dataDir,
    shop,
    pid: () => child.pid ?? 0,
    output: () => output,
    kill9: () => end('SIGKILL'),
    again: launch,
    end: () => end('SIGTERM'),
    async stop() {
      await end('SIGTERM');
      await shop.close();
      if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A token of a shop's customer, as the shop's own site would mint it. */
export function identityToken(customerId: string = fixedCustomers.ada, seconds = 3600): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(customerId)
    .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
    .sign(new TextEncoder().encode(identitySecret));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
