import { readFile, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitFor } from '../wait-for.js';
import type { RunningServer } from './running-server.js';
import { spawnGuarded, type GuardedCommand, type GuardedProcess } from './spawn-guarded.js';

export interface NativeServer extends GuardedCommand {
  name: string;
  stopSignal: NodeJS.Signals;
  /** Throws, or answers something falsy, while the server is not ready. */
  isReady: () => Promise<unknown>;
}

const READY_DEADLINE = 60_000;
const STOP_DEADLINE = 15_000;

/** Starts a server as a guarded process of this machine and waits until it answers. */
export async function startNativeServer(server: NativeServer): Promise<RunningServer> {
  let running = await launch(server);

  async function kill(): Promise<void> {
    // Stopped first, then killed: no child gets to start another one in between.
    running.signalAll('SIGSTOP');
    running.signalAll('SIGKILL');
    await running.exited();
  }

  return {
    kill,
    async stop() {
      if (!running.hasExited()) await end(running, server.stopSignal, kill);
      if (server.temporaryDir) await rm(server.temporaryDir, { recursive: true, force: true, maxRetries: 5 });
    },
    async pause() {
      running.signalAll('SIGSTOP');
    },
    async resume() {
      running.signalAll('SIGCONT');
    },
    async restart() {
      if (!running.hasExited()) await end(running, server.stopSignal, kill);
      running = await launch(server);
    },
  };
}

/** Orderly, but a server that does not leave in time (a paused one cannot) is killed. */
async function end(running: GuardedProcess, signal: NodeJS.Signals, kill: () => Promise<void>): Promise<void> {
  running.signalAll('SIGCONT');
  running.signal(signal);
  const late = new AbortController();
  const left = await Promise.race([
    running.exited().then(() => true),
    sleep(STOP_DEADLINE, false, { signal: late.signal }).catch(() => true),
  ]);
  late.abort();
  if (!left) await kill();
}

async function launch(server: NativeServer): Promise<GuardedProcess> {
  const running = await spawnGuarded(server);
  try {
    await waitFor(() => running.hasExited() || server.isReady(), { for: `${server.name} to answer`, deadline: READY_DEADLINE });
    if (running.hasExited()) throw new Error(`${server.name} ended while it was starting`);
    return running;
  } catch (error) {
    running.signalAll('SIGKILL');
    const log = await readFile(server.logFile, 'utf8').catch(() => '');
    throw new Error(`${(error as Error).message}. Its log (${server.logFile}) ends with: ${log.trim().slice(-1500)}`, { cause: error });
  }
}
