import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '@deskhand/testing/infrastructure/cache-folder.js';
import { fetchOnce } from '@deskhand/testing/infrastructure/fetch-once.js';
import { freePort } from '@deskhand/testing/infrastructure/free-port.js';
import { waitFor } from '@deskhand/testing/wait-for.js';

const run = promisify(execFile);
const version = 'v2.5.0';

/** The network between the services and one server. */
export interface Proxied {
  port: number;
  cut(): Promise<void>;
  delay(ms: number): Promise<void>;
  /** Connections stay open and nothing goes through. */
  halfOpen(): Promise<void>;
  mend(): Promise<void>;
}

export interface Toxiproxy {
  proxy(name: string, listen: number, upstream: number): Promise<Proxied>;
  stop(): Promise<void>;
}

/** Toxiproxy where this machine has it or Go to build it; else undefined, and faults of the network are left out. */
export async function startToxiproxy(tell: (line: string) => void): Promise<Toxiproxy | undefined> {
  const program = await findProgram().catch((error: Error) => void tell(`No faults of the network: toxiproxy is not here, and could not be built with Go (${error.message.split('\n')[0]}).`));
  if (!program) return undefined;
  const port = await freePort();
  const child = spawn(program, ['-host', '127.0.0.1', '-port', String(port)], { stdio: 'ignore' });
  const end = () => void child.kill('SIGKILL');
  process.once('exit', end);
  const call = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`toxiproxy: ${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  await waitFor(() => call('GET', '/version'), { for: 'toxiproxy' });
  const poison = (name: string, type: string, attributes: object) =>
    Promise.all(['upstream', 'downstream'].map((stream) => call('POST', `/proxies/${name}/toxics`, { name: stream, type, stream, attributes })));
  return {
    async proxy(name, listen, upstream) {
      await call('POST', '/proxies', { name, listen: `127.0.0.1:${listen}`, upstream: `127.0.0.1:${upstream}`, enabled: true });
      return {
        port: listen,
        cut: async () => void (await call('POST', `/proxies/${name}`, { enabled: false })),
        delay: async (ms) => void (await poison(name, 'latency', { latency: ms / 2, jitter: ms / 4 })),
        halfOpen: async () => void (await poison(name, 'timeout', { timeout: 0 })),
        mend: async () => void (await call('POST', '/reset')),
      };
    },
    async stop() {
      process.removeListener('exit', end);
      const ended = once(child, 'exit');
      end();
      await ended;
    },
  };
}

async function findProgram(): Promise<string> {
  const named = process.env['TOXIPROXY'] ?? 'toxiproxy-server';
  if (await run(named, ['-version']).then(() => true, (error: NodeJS.ErrnoException) => error.code !== 'ENOENT')) return named;
  const folder = await fetchOnce(cacheFolder(`toxiproxy-${version}`), async (scratch) => {
    await run('go', ['install', `github.com/Shopify/toxiproxy/v2/cmd/server@${version}`], { env: { ...process.env, GOBIN: scratch }, timeout: 180_000 });
  });
  return join(folder, 'server');
}
