// node scripts/run.mjs deploy/local/start-infrastructure.mjs up [--temporary]
// Starts Kafka, Postgres and Redis, prints what the services read, and runs until Ctrl-C. The data stay in
// DESKHAND_DATA/servers (./.deskhand/servers) unless --temporary.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startInfrastructure } from '@deskhand/testing/infrastructure/start-infrastructure.js';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { temporary: { type: 'boolean', default: false } } });
if (positionals.join() !== 'up') {
  console.error('Usage: start-infrastructure.mjs up [--temporary]');
  process.exit(2);
}

// Asked to stop while still starting: finish starting, then stop in order.
const asked = new Promise((resolve) => ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.once(signal, resolve)));
const stayAlive = setInterval(() => undefined, 60_000);

try {
  const dir = values.temporary ? undefined : join(process.env.DESKHAND_DATA ?? '.deskhand', 'servers');
  const infrastructure = await startInfrastructure({ dir, message: (sentence) => console.error(sentence) });
  for (const [name, value] of Object.entries(infrastructure.environment)) console.log(`${name}=${value}`);
  await asked;
  console.error('Stopping …');
  await infrastructure.stop();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  clearInterval(stayAlive);
}
