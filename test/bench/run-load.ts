import { cpuByPart, cpuPerTicket } from './cpu-by-part.ts';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Load {
  /** How many in all. */
  count: number;
  /** Per second; without it as fast as the sender takes them, 500 at a time. */
  rate?: number;
  send(ids: string[]): Promise<unknown>;
  onEnd(hear: (id: string) => void): void;
  prefix: string;
}

export interface Measured {
  perSecond: number;
  p50: number;
  p95: number;
  /** Milliseconds of processor time per ticket, by part. */
  cpu: Record<string, number>;
}

/** Waits until the desk has nothing left to do: what one run leaves behind must not be measured in the next. */
export async function untilQuiet(): Promise<void> {
  for (let quiet = 0; quiet < 2; ) {
    const before = secondsOfAll();
    await sleep(1_000);
    quiet = secondsOfAll() - before < 0.15 ? quiet + 1 : 0;
  }
}

function secondsOfAll(): number {
  return [...cpuByPart().values()].reduce((sum, seconds) => sum + seconds, 0);
}

/** Sends, waits until each id has come out once, and says how long it took. */
export async function runLoad(load: Load): Promise<Measured> {
  const sentAt = new Map<string, number>();
  const latencies: number[] = [];
  const { promise: done, resolve } = Promise.withResolvers<void>();
  load.onEnd((id) => {
    const at = sentAt.get(id);
    if (at === undefined) return;
    sentAt.delete(id);
    latencies.push(performance.now() - at);
    if (latencies.length === load.count) resolve();
  });
  const cpuBefore = cpuByPart();
  const begin = performance.now();
  const step = load.rate ? Math.max(1, Math.round(load.rate / 50)) : 500;
  for (let n = 0; n < load.count; n += step) {
    const ids = Array.from({ length: Math.min(step, load.count - n) }, (_, m) => `${load.prefix}-${n + m}`);
    const now = performance.now();
    for (const id of ids) sentAt.set(id, now);
    await load.send(ids);
    if (load.rate) await sleep(Math.max(0, begin + ((n + step) / load.rate) * 1000 - performance.now()));
  }
  const late = sleep(120_000).then(() => Promise.reject(new Error(`${sentAt.size} of ${load.count} never came out`)));
  await Promise.race([done, late]);
  const seconds = (performance.now() - begin) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => Math.round(latencies[Math.floor((latencies.length - 1) * share)] ?? 0);
  return { perSecond: Math.round(load.count / seconds), p50: at(0.5), p95: at(0.95), cpu: cpuPerTicket(cpuBefore, cpuByPart(), load.count) };
}
