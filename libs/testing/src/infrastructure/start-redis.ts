import { join } from 'node:path';
import { askRedis } from './ask-redis.js';
import { dataFolder } from './data-folder.js';
import { freePort } from './free-port.js';
import { redisProgram } from './redis-program.js';
import type { RunningServer, ServerOptions } from './running-server.js';
import { startInContainer } from './start-in-container.js';
import { startNativeServer } from './start-native-server.js';
import { startWhereItWorks } from './start-where-it-works.js';

export interface RunningRedis extends RunningServer {
  /** redis://127.0.0.1:PORT */
  url: string;
  /** Empties it, as an eviction or a lost node would. */
  flush(): Promise<void>;
}

const KEEP_DATA = ['--appendonly', 'yes', '--save', ''];

/** A real Redis on 127.0.0.1. */
export function startRedis(options: ServerOptions = {}): Promise<RunningRedis> {
  return startWhereItWorks({
    name: 'Redis',
    inContainer: () => redisInContainer(options),
    natively: () => redisNatively(options),
    install: 'install Redis: apt-get install redis-server',
    message: options.message,
  });
}

async function redisInContainer({ dir, port: wanted }: ServerOptions): Promise<RunningRedis> {
  const port = await freePort(wanted);
  const server = await startInContainer({
    name: 'Redis', image: 'redis:7', innerPort: 6379, port, command: ['redis-server', ...KEEP_DATA],
    data: dir ? { dir: (await dataFolder('redis', dir)).dir, at: '/data' } : undefined,
    isReady: () => isReady(port),
  });
  return { ...server, url: urlOf(port), flush: () => flush(port) };
}

async function redisNatively({ dir: wantedDir, port: wanted, message }: ServerOptions): Promise<RunningRedis> {
  const command = await redisProgram(message);
  const { dir, temporaryDir } = await dataFolder('redis', wantedDir);
  const port = await freePort(wanted);
  const server = await startNativeServer({
    name: 'Redis', command, args: ['--bind', '127.0.0.1', '--port', String(port), '--dir', dir, ...KEEP_DATA],
    logFile: join(dir, 'redis.log'), temporaryDir, stopSignal: 'SIGTERM', isReady: () => isReady(port),
  });
  return { ...server, url: urlOf(port), flush: () => flush(port) };
}

async function isReady(port: number): Promise<boolean> {
  return (await askRedis(port, 'PING')) === '+PONG';
}

async function flush(port: number): Promise<void> {
  await askRedis(port, 'FLUSHALL');
}

function urlOf(port: number): string {
  return `redis://127.0.0.1:${port}`;
}
