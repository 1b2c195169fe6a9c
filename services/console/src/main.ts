import { deskBus } from '@deskhand/bus/desk-bus.js';
import { boot } from '@deskhand/kit/boot.js';
import { parseConfig } from '@deskhand/kit/config.js';
import { start } from '@deskhand/kit/start.js';
import { consoleConfigSchema } from './config.js';
import { consoleGrpc } from './console.grpc.js';
import { ConsoleModule } from './console.module.js';

await boot(async () => {
  const config = parseConfig(consoleConfigSchema, process.env);
  await start({ name: 'console', modules: [ConsoleModule], services: ['console'], config, bus: deskBus(['console']), grpc: [consoleGrpc] });
});
