import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'node:http';
import { startDesk, type RunningDesk } from '../support/start-desk.ts';
import { profileEnvironment } from './profile-environment.ts';
import { submission } from './submission.ts';

export interface Saturation {
  peak: number;
  /** Settled per second while three times the peak is offered. */
  goodput: number;
  offered: number;
  refused: number;
  /** Answers other than 202 and 429. */
  failed: number;
  acceptP95: number;
  rssBeforeMb: number;
  rssMostMb: number;
  /** Until every ticket that was taken has settled, after the load has ended. */
  recoverySeconds: number;
}

const seconds = Number(process.env['BENCH_SECONDS'] ?? 20);
const openAtPeak = 64;
const agent = new Agent({ keepAlive: true, maxSockets: 4_096 });

/** Three times what the embedded desk can do, offered by clients that do not wait: what is still done, what is refused, and how soon it is over. */
export async function benchSaturation(token: string, env: Record<string, string> = {}, entry?: string): Promise<Saturation> {
  const desk = await startDesk({ env: { LOG_LEVEL: 'warn', ...profileEnvironment(), ...env }, ...(entry && { entry }) });
  try {
    await atPeak(desk, token, 5);
    const peak = await atPeak(desk, token, seconds);
    await untilSettled(desk);
    return await overload(desk, token, peak);
  } finally {
    await desk.stop();
    if (process.env['BENCH_OUTPUT']) process.stderr.write(desk.output());
  }
}

/** As many at a time as the desk likes, each sent when another has settled. */
async function atPeak(desk: RunningDesk, token: string, forSeconds: number): Promise<number> {
  const end = performance.now() + forSeconds * 1000;
  const before = await settled(desk);
  const began = performance.now();
  await Promise.all(
    Array.from({ length: openAtPeak }, async (_, n) => {
      for (let m = 0; performance.now() < end; m++) {
        const { status, body } = await post(desk, submission(`peak${began.toFixed(0)}-${n}-${m}`, token));
        if (status === 202) await (await fetch(`${desk.url}/v1/tickets/${(JSON.parse(body) as { ticketId: string }).ticketId}?wait=30`)).arrayBuffer();
        else await sleep(200);
      }
    }),
  );
  return ((await settled(desk)) - before) / ((performance.now() - began) / 1000);
}

async function overload(desk: RunningDesk, token: string, peak: number): Promise<Saturation> {
  const rate = Math.ceil(peak * 3);
  const answers = { taken: 0, refused: 0, failed: 0, latencies: [] as number[] };
  const rssBeforeMb = rssOf(desk);
  let rssMostMb = rssBeforeMb;
  const before = await settled(desk);
  const began = performance.now();
  const open: Promise<void>[] = [];
  for (let n = 0; performance.now() < began + seconds * 1000; ) {
    const due = Math.floor(((performance.now() - began) / 1000) * rate);
    for (; n < due; n++) open.push(offer(desk, submission(`over${began.toFixed(0)}-${n}`, token), answers));
    rssMostMb = Math.max(rssMostMb, rssOf(desk));
    await sleep(10);
  }
  const goodput = ((await settled(desk)) - before) / ((performance.now() - began) / 1000);
  const over = performance.now();
  await Promise.all(open);
  await untilSettled(desk, before + answers.taken);
  answers.latencies.sort((a, b) => a - b);
  return {
    peak, goodput, offered: open.length, refused: answers.refused, failed: answers.failed,
    acceptP95: answers.latencies[Math.floor(answers.latencies.length * 0.95)] ?? 0,
    rssBeforeMb, rssMostMb: Math.max(rssMostMb, rssOf(desk)), recoverySeconds: (performance.now() - over) / 1000,
  };
}

async function offer(desk: RunningDesk, body: string, answers: { taken: number; refused: number; failed: number; latencies: number[] }): Promise<void> {
  const began = performance.now();
  const { status, retryAfter } = await post(desk, body).catch(() => ({ status: 0, retryAfter: undefined }));
  if (status === 202) answers.taken++;
  else if (status === 429 && Number(retryAfter) > 0) answers.refused++;
  else answers.failed++;
  answers.latencies.push(performance.now() - began);
}

/** Turns at rest so far, as the desk counts them. */
async function settled(desk: RunningDesk): Promise<number> {
  const text = await (await fetch(`${desk.url}/metrics`)).text();
  return [...text.matchAll(/^bot_workflow_duration_seconds_count(?:\{[^}]*\})? (\d+)/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** Until so many are settled; without a number, until no more come. */
async function untilSettled(desk: RunningDesk, count = Infinity): Promise<void> {
  for (let last = -1, same = 0; same < 20; ) {
    const now = await settled(desk);
    if (now >= count) return;
    same = now === last ? same + 1 : 0;
    last = now;
    await sleep(100);
  }
}

function post(desk: RunningDesk, body: string): Promise<{ status: number; retryAfter: string | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(`${desk.url}/v1/tickets`, { method: 'POST', agent, headers: { 'content-type': 'application/json' } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], body: text })).on('error', reject);
    });
    asked.on('error', reject).end(body);
  });
}

function rssOf(desk: RunningDesk): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${desk.pid()}/status`, 'utf8'))?.[1]) / 1024);
}
