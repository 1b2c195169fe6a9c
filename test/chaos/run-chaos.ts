import { setTimeout as sleep } from 'node:timers/promises';
import { topics, type Topic } from '@deskhand/contracts/topics.js';
import { kafkaClient } from '@deskhand/testing/kafka-client.js';
import { emptyHistory } from './empty-history.ts';
import { FaultMaker } from './fault-maker.ts';
import type { History } from './history.ts';
import { isClean, judgeHistory, type Verdict } from './judge-history.ts';
import { Load } from './load.ts';
import { planFaults } from './plan-faults.ts';
import { planLoad } from './plan-load.ts';
import type { Plant } from './plants.ts';
import { services } from './service-crew.ts';
import { type Rig, startRig } from './start-rig.ts';
import { TopicWatcher } from './topic-watcher.ts';

export interface ChaosOptions {
  seed: number;
  durationMs: number;
  rate: number;
  serviceEveryMs: number;
  serverEveryMs: number;
  plant?: Plant | undefined;
  /** Ends at the first thing that is wrong. */
  untilFound?: boolean;
  tell(line: string): void;
}

export interface ChaosReport {
  began: number;
  verdict: Verdict;
  history: History;
  copies: number;
  records: number;
  /** Processes that ended though nobody had killed them. */
  gaveUp: string[];
  /** Milliseconds of load until the first thing was wrong; only with `untilFound`. */
  foundAfterMs?: number | undefined;
}

/** A ticket may come to rest so long after the last fault, and is `stuck` after that. */
const restMs = 60_000;
const lookMs = 1_000;
const atRestAgainMs = 20_000;

/** The same seed, the same load and faults. What the machine does in between differs, so a failing seed shows the way rather than repeats it exactly. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, durationMs, rate, plant, tell } = options;
  const { sendings, orders } = planLoad(seed, Math.ceil((durationMs / 1_000) * rate));
  const rig = await startRig({ seed, orders, plant, tell });
  try {
    tell('Everything is up; the load begins.');
    return await attack(rig, sendings, options);
  } finally {
    await rig.stop();
  }
}

async function attack(rig: Rig, sendings: ReturnType<typeof planLoad>['sendings'], options: ChaosOptions): Promise<ChaosReport> {
  const history = emptyHistory();
  const kafka = kafkaClient(rig.brokers);
  const watcher = new TopicWatcher(kafka, history);
  const load = new Load(kafka, rig.crew, history, watcher, options.seed);
  await watcher.start();
  await load.start();
  const began = Date.now();
  const over = new AbortController();
  let foundAfterMs: number | undefined;
  const look = (isOver: boolean): Verdict => {
    history.refunds = refundsOf(rig);
    return judgeHistory(history, { producersOf: (topic) => (topics as Record<string, Topic>)[topic]?.producer ?? [], now: Date.now(), isOver });
  };
  const watching = options.untilFound && setInterval(() => {
    if (foundAfterMs !== undefined || isClean(look(false))) return;
    foundAfterMs = Date.now() - began;
    over.abort();
  }, lookMs);
  try {
    const breaking = breakThings(rig, history, options, over.signal);
    await load.send(sendings, options.rate, options.durationMs, () => over.signal.aborted);
    await breaking;
    options.tell(`All is sent (${history.sent.size} tickets) and the last fault is over; waiting for what is under way.`);
    await untilAtRest(history, watcher, over.signal, options.untilFound === true);
  } finally {
    clearInterval(watching || undefined);
    await load.stop();
    await watcher.stop();
  }
  const verdict = look(foundAfterMs === undefined);
  if (options.untilFound && foundAfterMs === undefined && !isClean(verdict)) foundAfterMs = Date.now() - began;
  return { began, verdict, history, copies: load.copies, records: watcher.records, gaveUp: rig.crew.gaveUp, foundAfterMs };
}

async function breakThings(rig: Rig, history: History, { seed, durationMs, serviceEveryMs, serverEveryMs, tell }: ChaosOptions, over: AbortSignal): Promise<void> {
  const plan = planFaults({ seed, durationMs, serviceEveryMs, serverEveryMs, services, hasProxy: Object.keys(rig.network).length > 0 });
  const maker = new FaultMaker(rig, history.faults);
  const began = Date.now();
  const made: Promise<void>[] = [];
  for (const fault of plan) {
    await sleep(Math.max(0, began + fault.atMs - Date.now()), undefined, { signal: over }).catch(() => undefined);
    if (over.aborted) break;
    tell(`${((Date.now() - began) / 1_000).toFixed(0).padStart(5)} s  ${fault.kind} ${fault.target}${fault.forMs ? ` for ${fault.forMs / 1_000} s` : ''}   ${history.rested.size} of ${history.sent.size} at rest`);
    made.push(maker.make(fault));
  }
  await Promise.all(made);
}

/** All at rest and every timer told; else until what is not there is stuck, and twice as long until it is lost. */
async function untilAtRest(history: History, watcher: TopicWatcher, over: AbortSignal, isHurried: boolean): Promise<void> {
  const lastFault = Math.max(Date.now(), ...history.faults.map(({ until }) => until));
  for (const end = lastFault + 2 * restMs; Date.now() < end && !over.aborted; await sleep(250)) {
    const isWhole = [...history.sent.keys()].every((id) => history.rested.has(id)) && history.poison.length <= new Set(history.buried.map(({ value }) => value)).size;
    const isTimed = [...history.approvals.values()].every(({ decided, ticketId, expiresAt }) => decided || history.escalated.has(ticketId) || Date.now() > Math.max(expiresAt, lastFault) + atRestAgainMs + 1_000);
    const quietMs = Date.now() - watcher.lastAt;
    // The second sending of anything comes a moment later.
    if (isWhole && isTimed && quietMs > 1_500) return;
    // Nothing moves any more, and nothing will.
    if (isTimed && Date.now() > lastFault + atRestAgainMs && quietMs > (isHurried ? 12_000 : 40_000)) return;
  }
}

function refundsOf({ shop }: Rig): History['refunds'] {
  return shop.ledger().filter(({ effect }) => effect === 'refund').map(({ idempotencyKey, request }) => {
    const { orderId, amount } = request as { orderId: string; amount: { value: string } };
    return { orderId, cents: Math.round(Number(amount.value) * 100), key: idempotencyKey };
  });
}
