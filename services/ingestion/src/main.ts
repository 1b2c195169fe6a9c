import { deskBus } from '@deskhand/bus/desk-bus.js';
import { boot } from '@deskhand/kit/boot.js';
import { parseConfig } from '@deskhand/kit/config.js';
import { start } from '@deskhand/kit/start.js';
import { ingestionConfigSchema } from './config.js';
import { ingestionGrpc, IngestionModule } from './ingestion.module.js';

await boot(async () => {
  const config = parseConfig(ingestionConfigSchema, process.env);
  await start({ name: 'ingestion', modules: [IngestionModule], services: ['ingestion'], config, bus: deskBus(['ingestion']), grpc: [ingestionGrpc] });
});
