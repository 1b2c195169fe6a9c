import { deskBus } from '@deskhand/bus/desk-bus.js';
import { boot } from '@deskhand/kit/boot.js';
import { parseConfig } from '@deskhand/kit/config.js';
import { start } from '@deskhand/kit/start.js';
import { intentConfigSchema } from './config.js';
import { intentGrpc } from './intent.grpc.js';
import { IntentModule } from './intent.module.js';

await boot(async () => {
  const config = parseConfig(intentConfigSchema, process.env);
  await start({ name: 'intent', modules: [IntentModule], services: ['intent'], config, bus: deskBus(['intent']), grpc: [intentGrpc] });
});
