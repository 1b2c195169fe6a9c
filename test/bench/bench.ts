// npm run bench [-- raw kafka processes embedded saturation]: Deskhand door to door beside a bare relay, in one run on one broker. Prints one table;
// nothing is asserted. `kafka` is the desk in one process, `processes` seven behind a front, as `npm run start:kafka` runs them.
import { cpus } from 'node:os';
import { startKafka, type RunningKafka } from '@deskhand/testing/infrastructure/start-kafka.js';
import { startPostgres } from '@deskhand/testing/infrastructure/start-postgres.js';
import { identityToken } from '../support/start-desk.ts';
import { benchEmbedded } from './bench-embedded.ts';
import { benchKafka } from './bench-kafka.ts';
import { benchRaw } from './bench-raw.ts';
import { benchSaturation } from './bench-saturation.ts';
import type { Measured } from './run-load.ts';

const wanted = process.argv.slice(2);
const wants = (part: string) => wanted.length === 0 || wanted.includes(part);
const say = (line: string) => void process.stderr.write(`${line}\n`);
const token = await identityToken();
const rows: Record<string, Measured> = {};

if (wants('raw') || wants('kafka') || wants('processes')) await onBroker();
if (wants('embedded')) {
  say('Embedded …');
  const { measured, coldStart, idle } = await benchEmbedded(token);
  Object.assign(rows, measured);
  say(`Embedded: ready ${coldStart.toFixed(1)} s after a cold start, ${idle.rssMb} MB, idle ${idle.cpuPercent} % of a core.`);
}
print();
if (wants('saturation')) {
  say('Three times the load …');
  const { peak, goodput, offered, refused, failed, acceptP95, rssBeforeMb, rssMostMb, recoverySeconds } = await benchSaturation(token);
  say(`At its peak ${peak.toFixed(0)} tickets/s; offered three times that (${offered}): ${goodput.toFixed(0)}/s settled (${((goodput / peak) * 100).toFixed(0)} %), ${refused} answered 429, ${failed} failed.`);
  say(`p95 of the answer ${(acceptP95 / 1000).toFixed(1)} s, memory ${rssBeforeMb} to ${rssMostMb} MB, all done ${recoverySeconds.toFixed(1)} s after the last.`);
}
process.exit(0);

async function onBroker(): Promise<void> {
  const kafka = await startKafka({ message: say });
  const postgres = await startPostgres({ message: say });
  if (wants('raw')) Object.assign(rows, await raw(kafka));
  for (const part of ['kafka', 'processes'] as const)
    if (wants(part)) {
      say(`Deskhand on Kafka and Postgres (${part === 'kafka' ? 'one process' : 'seven processes'}) …`);
      Object.assign(rows, await benchKafka(kafka.brokers, await postgres.createDatabase(`bench_${part}`), token, part === 'processes'));
    }
  await kafka.stop();
  await postgres.stop();
}

function raw(kafka: RunningKafka): Promise<Record<string, Measured>> {
  say('Raw relay …');
  return benchRaw(kafka.brokers);
}

function print(): void {
  const relay = rows['raw six-hop relay, unpaced']?.perSecond;
  say(`${cpus().length} cores, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`);
  process.stdout.write('| run | tickets/s | of the raw relay | p50 ms | p95 ms | CPU ms per ticket |\n|---|---|---|---|---|---|\n');
  for (const [name, { perSecond, p50, p95, cpu }] of Object.entries(rows)) {
    const ratio = relay && name.endsWith('unpaced') ? (perSecond / relay).toFixed(2) : '';
    const parts = Object.entries(cpu).map(([part, ms]) => `${part} ${ms}`);
    process.stdout.write(`| ${name} | ${perSecond} | ${ratio} | ${p50} | ${p95} | ${parts.join(', ')} |\n`);
  }
}
