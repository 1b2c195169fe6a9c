import { deskBus } from '@deskhand/bus/desk-bus.js';
import { boot } from '@deskhand/kit/boot.js';
import { parseConfig } from '@deskhand/kit/config.js';
import { start } from '@deskhand/kit/start.js';
import { actionsGrpc } from './actions.grpc.js';
import { ActionsModule } from './actions.module.js';
import { actionsConfigSchema } from './config.js';
import { withSampleShop } from './sample-shop.js';

await boot(async () => {
  const config = await withSampleShop(parseConfig(actionsConfigSchema, process.env));
  await start({ name: 'actions', modules: [ActionsModule], services: ['actions'], config, bus: deskBus(['actions']), grpc: [actionsGrpc] });
});
