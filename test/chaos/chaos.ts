import { parseArgs } from 'node:util';
import { isClean } from './judge-history.ts';
import { plants } from './plants.ts';
import { runChaos } from './run-chaos.ts';
import { runPlants } from './run-plants.ts';
import { showReport } from './show-report.ts';
import { writeTimeline } from './write-timeline.ts';

// npm run chaos -- --minutes 20 --seed 1 --rate 100 [--service-every 5] [--server-every 60]
// npm run chaos -- --plant NAME[,NAME…] | all: plants bugs in a copy of the build, and fails unless each is found.
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' }, seed: { type: 'string', default: '1' }, rate: { type: 'string', default: '20' },
    'service-every': { type: 'string', default: '5' }, 'server-every': { type: 'string', default: '60' }, plant: { type: 'string' },
  },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const tell = (line: string) => void process.stderr.write(`${line}\n`);
const [seed, rate] = [Number(values.seed), Number(values.rate)];

if (values.plant) {
  const names = values.plant === 'all' ? Object.keys(plants) : values.plant.split(',');
  const unknown = names.filter((name) => !plants[name]);
  if (unknown.length) {
    tell(`There is no plant ${unknown.join(', ')}; there are: ${Object.keys(plants).join(', ')}, or all.`);
    process.exit(2);
  }
  process.exitCode = (await runPlants(names, seed, tell)) ? 0 : 1;
} else {
  tell('Left out: a full disk (it needs a file system of its own for Postgres and Kafka).');
  const options = { seed, rate, durationMs: Number(values.minutes) * 60_000, serviceEveryMs: Number(values['service-every']) * 1_000, serverEveryMs: Number(values['server-every']) * 1_000 };
  const report = await runChaos({ ...options, tell });
  process.stdout.write(`${showReport(report)}\n`);
  if (!isClean(report.verdict)) {
    const again = `npm run chaos -- --minutes ${values.minutes} --seed ${values.seed} --rate ${values.rate} --service-every ${values['service-every']} --server-every ${values['server-every']}`;
    process.stdout.write(`\nTimeline: ${await writeTimeline(report, again)}\nAgain: ${again}\n`);
    process.exitCode = 1;
  }
}
process.exit();
