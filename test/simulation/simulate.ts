import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openPureParts } from './pure-parts.ts';
import { simulateSeed } from './simulate-seed.ts';
import { type Plant, plants } from './simulation.ts';

// npm run simulate -- --seeds 1000 --from 1 [--plant missing-fence] [--history F]
const { values } = parseArgs({ options: { seeds: { type: 'string', default: '1000' }, from: { type: 'string', default: '1' }, plant: { type: 'string' }, history: { type: 'string' } } });
const plant = plants.find((each) => each === values.plant);
if (values.plant && !plant) throw new Error(`--plant is one of ${plants.join(', ')}.`);
const [seeds, from] = [Number(values.seeds), Number(values.from)];
const parts = await openPureParts();
const began = process.cpuUsage();
const sums = { seeds: 0, events: 0, effects: 0, crashes: 0, broken: 0 };

for (let seed = from; seed < from + seeds; seed++) {
  const { sha256, events, effects, crashes, broken, history } = await simulateSeed(parts, seed, plant);
  sums.seeds++;
  sums.events += events;
  sums.effects += effects;
  sums.crashes += crashes;
  if (values.history) writeFileSync(values.history, `${history.join('\n')}\n`);
  if (seeds === 1) console.log(`seed ${seed}: ${events} events, history ${sha256}`);
  if (broken.length === 0) continue;
  sums.broken++;
  console.log(`seed ${seed} breaks ${broken.length} promises:\n  ${broken.join('\n  ')}\n  again: npm run simulate -- --seeds 1 --from ${seed}${repeatPlant(plant)} --history simulation.log`);
  if (sums.broken >= 5) break;
}

const { user, system } = process.cpuUsage(began);
const seconds = (user + system) / 1e6;
console.log(`${sums.seeds} seeds in ${seconds.toFixed(1)} s of CPU (${Math.round((sums.seeds / seconds) * 60)} a minute): ${sums.events} events, ${sums.effects} effects, ${sums.crashes} crashes, ${sums.broken} seeds with a broken promise.`);
process.exitCode = sums.broken > 0 ? 1 : 0;

function repeatPlant(name: Plant | undefined): string {
  return name ? ` --plant ${name}` : '';
}
