import { expect, it } from 'vitest';
import { isClean } from './judge-history.ts';
import { plants } from './plants.ts';
import { runChaos, type ChaosReport } from './run-chaos.ts';
import { showReport } from './show-report.ts';

const short = { seed: 7, durationMs: 30_000, rate: 8, serviceEveryMs: 5_000, serverEveryMs: 15_000, tell: () => undefined };

it('services and servers fail all the time: nothing is lost, twice, out of order, late or said after a takeover', async () => {
  const report = await runChaos(short);
  expect(isClean(report.verdict), showReport(report)).toBe(true);
  // A run in which nothing happened shows nothing.
  expect(report.history.sent.size).toBeGreaterThan(200);
  expect(report.history.faults.length).toBeGreaterThan(5);
  expect(report.history.refunds.length).toBeGreaterThan(20);
  expect(report.history.takeovers.length).toBeGreaterThan(5);
  expect(report.history.buried.length).toBeGreaterThan(0);
}, 300_000);

it('planted: a dead letter that does not say where it came from is found', async () => {
  const report: ChaosReport = await runChaos({ ...short, plant: plants['dead-letter-without-headers'], untilFound: true });
  expect(report.verdict.deadLetter).not.toEqual([]);
}, 300_000);
