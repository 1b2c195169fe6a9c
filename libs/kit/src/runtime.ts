import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { Database } from './database.js';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';

/** Token of the parsed configuration (of `BaseConfig` and what the service added). */
export const CONFIG = Symbol('config');
/** Token of the pino logger. */
export const LOGGER = Symbol('logger');

export { Database, Metrics, Readiness };

/** Global: what every service can have injected. */
@Module({})
export class KitModule {
  static with(providers: Provider[]): DynamicModule {
    const tokens = providers.map((provider) => (typeof provider === 'function' ? provider : provider.provide));
    return {
      module: KitModule,
      global: true,
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [HealthController],
      providers,
      exports: tokens,
    };
  }
}
