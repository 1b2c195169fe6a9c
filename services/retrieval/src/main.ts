import { deskBus } from '@deskhand/bus/desk-bus.js';
import { boot } from '@deskhand/kit/boot.js';
import { parseConfig } from '@deskhand/kit/config.js';
import { start } from '@deskhand/kit/start.js';
import { retrievalConfigSchema } from './config.js';
import { retrievalGrpc } from './retrieval.grpc.js';
import { RetrievalModule } from './retrieval.module.js';

await boot(async () => {
  const config = parseConfig(retrievalConfigSchema, process.env);
  await start({ name: 'retrieval', modules: [RetrievalModule], services: ['retrieval'], config, bus: deskBus(['retrieval']), grpc: [retrievalGrpc] });
});
