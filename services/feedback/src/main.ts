import { deskBus } from '@deskhand/bus/desk-bus.js';
import { boot } from '@deskhand/kit/boot.js';
import { parseConfig } from '@deskhand/kit/config.js';
import { start } from '@deskhand/kit/start.js';
import { feedbackConfigSchema } from './config.js';
import { feedbackGrpc } from './feedback.grpc.js';
import { FeedbackModule } from './feedback.module.js';

await boot(async () => {
  const config = parseConfig(feedbackConfigSchema, process.env);
  await start({ name: 'feedback', modules: [FeedbackModule], services: ['feedback'], config, bus: deskBus(['feedback']), grpc: [feedbackGrpc] });
});
