import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDesk, type RunningDesk } from '../support/start-desk.ts';
import { profileEnvironment } from './profile-environment.ts';
import { runLoad, type Measured, untilQuiet } from './run-load.ts';
import { submission } from './submission.ts';

const count = Number(process.env['BENCH_TICKETS'] ?? 2000);
const openAtOnce = 200;

interface Idle {
  rssMb: number;
  cpuPercent: string;
}

/** As `npm start` runs it: over HTTP, from the POST until the settled ticket is read. */
export async function benchEmbedded(token: string): Promise<{ measured: Record<string, Measured>; coldStart: number; idle: Idle }> {
  const before = performance.now();
  const desk = await startDesk({ env: { LOG_LEVEL: 'warn', ...profileEnvironment() } });
  const coldStart = (performance.now() - before) / 1000;
  try {
    const load = overHttp(desk, token);
    const run = String(Date.now());
    await runLoad({ ...load, count: 500, prefix: `warm${run}` });
    await untilQuiet();
    const unpaced = await runLoad({ ...load, count, prefix: `emb${run}` });
    await untilQuiet();
    const measured = { 'Deskhand embedded, unpaced': unpaced, 'Deskhand embedded, 50/s': await runLoad({ ...load, count: 750, rate: 50, prefix: `e50-${run}` }) };
    return { measured, coldStart, idle: await watchIdle(desk) };
  } finally {
    await desk.stop();
    if (process.env['BENCH_OUTPUT']) process.stderr.write(desk.output());
  }
}

function overHttp(desk: RunningDesk, token: string) {
  let hear: (id: string) => void = () => undefined;
  let open = 0;
  async function one(id: string): Promise<void> {
    const ticketId = await submit(desk.url, submission(id, token));
    await (await fetch(`${desk.url}/v1/tickets/${ticketId}?wait=30`)).arrayBuffer();
    hear(id);
  }
  return {
    async send(ids: string[]) {
      for (const id of ids) {
        while (open >= openAtOnce) await sleep(1);
        open++;
        void one(id).finally(() => open--);
      }
    },
    onEnd: (listener: (id: string) => void) => void (hear = listener),
  };
}

/** A desk that has too much to do says so, and is asked again. */
async function submit(url: string, body: string): Promise<string> {
  for (;;) {
    const response = await fetch(`${url}/v1/tickets`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const { ticketId } = (await response.json()) as { ticketId?: string };
    if (ticketId) return ticketId;
    if (response.status !== 429) throw new Error(`POST /v1/tickets answered ${response.status}`);
    await sleep(200);
  }
}

async function watchIdle(desk: RunningDesk): Promise<Idle> {
  await untilQuiet();
  const ticks = () => readFileSync(`/proc/${desk.pid()}/stat`, 'utf8').split(') ')[1]!.split(' ').slice(11, 13).reduce((sum, value) => sum + Number(value), 0);
  const begin = ticks();
  await sleep(20_000);
  const rssKb = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${desk.pid()}/status`, 'utf8'))?.[1]);
  return { rssMb: Math.round(rssKb / 1024), cpuPercent: ((ticks() - begin) / 20).toFixed(1) };
}
