import { plants } from './plants.ts';
import { runChaos } from './run-chaos.ts';
import { showReport } from './show-report.ts';

/** Where everything fails often, a bug shows within two minutes or not at all. */
const hurry = { durationMs: 30_000, rate: 12, serviceEveryMs: 4_000, serverEveryMs: 12_000, untilFound: true };

/** Runs each planted bug until it is found. True: all were. */
export async function runPlants(names: readonly string[], seed: number, tell: (line: string) => void): Promise<boolean> {
  const rows: string[] = [];
  let isAllFound = true;
  for (const name of names) {
    tell(`${name}: ${plants[name]!.what}`);
    const began = Date.now();
    const report = await runChaos({ ...hurry, seed, plant: plants[name], tell });
    tell(showReport(report));
    const found = Object.entries(report.verdict).filter(([, lines]: [string, string[]]) => lines.length).map(([word, lines]) => `${word} ${lines.length}`);
    isAllFound &&= found.length > 0;
    const after = report.foundAfterMs === undefined ? 'NOT FOUND' : `found after ${(report.foundAfterMs / 1_000).toFixed(0)} s of load, ${((Date.now() - began) / 1_000).toFixed(0)} s in all`;
    rows.push(`${name.padEnd(28)} ${after.padEnd(48)} ${found.join(', ')}`);
    tell(rows.at(-1)!);
  }
  process.stdout.write(`\n${rows.join('\n')}\n`);
  return isAllFound;
}
