// A desk without services on any free port; prints its URL, and each step of its stop.
import { baseConfigSchema, parseConfig } from '../src/config.js';
import { boot } from '../src/boot.js';
import { start } from '../src/start.js';
import { SlowModule, slowBus } from './slow-bus.js';

await boot(async () => {
  const config = parseConfig(baseConfigSchema, { PORT: '0', LOG_LEVEL: 'silent', ...process.env });
  const { url } = await start({ name: 'desk', modules: [SlowModule], services: [], config, bus: slowBus });
  process.stdout.write(`${url}\n`);
});
