import { Module } from '@nestjs/common';
import { DeadLettersController } from '@deskhand/bus/dead-letters.controller.js';
import { deskBus } from '@deskhand/bus/desk-bus.js';
import { boot } from '@deskhand/kit/boot.js';
import { parseConfig } from '@deskhand/kit/config.js';
import { mountWrittenDocs } from '@deskhand/kit/mount-written-docs.js';
import { start } from '@deskhand/kit/start.js';
import { consoleConfigSchema } from './config.js';
import { consoleGrpc } from './console.grpc.js';
import { ConsoleModule } from './console.module.js';

/** Alone, the console also serves what is the whole desk's: dead letters and documents. */
@Module({ imports: [ConsoleModule], controllers: [DeadLettersController] })
class ConsoleAlone {}

await boot(async () => {
  const config = parseConfig(consoleConfigSchema, process.env);
  await start({ name: 'console', modules: [ConsoleAlone], services: ['console'], config, bus: deskBus(['console']), grpc: [consoleGrpc], prepare: mountWrittenDocs });
});
