import { deskBus } from '@deskhand/bus/desk-bus.js';
import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { serviceNames } from '@deskhand/contracts/words.js';
import { catalogueDir } from '@deskhand/ingestion/config.js';
import { parseConfig } from '@deskhand/kit/config.js';
import { createLogger } from '@deskhand/kit/logger.js';
import { start, type Started } from '@deskhand/kit/start.js';
import { stopOnSignal } from '@deskhand/kit/stop-on-signal.js';
import { type DeskConfig, deskConfigSchema } from '../config.js';
import { deskGrpc } from '../desk-grpc.js';
import { DeskModule } from '../desk.module.js';
import { mountDeskDocs } from '../docs/mount-desk-docs.js';
import { findPerson } from './find-person.js';
import { firstSteps } from './first-steps.js';
import { openSampleShop } from './open-sample-shop.js';

type Environment = Record<string, string | undefined>;

/** The whole desk in this process; says on standard output what it is doing. @throws BootFailure */
export async function runDesk(env: Environment, tell: (line: string) => void = console.log): Promise<Started> {
  const began = performance.now();
  const config = parseConfig(deskConfigSchema, env);
  for (const line of describePlan(config)) tell(line);
  const logger = createLogger({ name: 'desk', level: config.LOG_LEVEL });
  const { people } = loadCatalogue(catalogueDir(config)).policies.people;
  const bus = deskBus(serviceNames);
  let closeShop = async () => {};
  const started = await start({
    name: 'desk', modules: [DeskModule], services: [...serviceNames], config, grpc: deskGrpc, logger, signals: false,
    prepare: mountDeskDocs,
    person: (token) => findPerson(people, token),
    // The bus is the first that is opened once the data folder is ours, and so is the shop's book in it; no module exists yet.
    bus: async (kit) => {
      closeShop = await openSampleShop(config, tell);
      return bus(kit);
    },
  }).catch(async (error: unknown) => {
    await closeShop();
    throw error;
  });
  const stop = async () => {
    await started.stop();
    await closeShop();
  };
  stopOnSignal(stop, logger);
  tell(`Ready after ${((performance.now() - began) / 1000).toFixed(1)} s: ${started.url}`);
  for (const line of await firstSteps(config, started.url)) tell(line);
  return { ...started, stop };
}

function describePlan({ DATABASE_URL, KAFKA_BROKERS, DESKHAND_DATA, CATALOGUE_DIR }: DeskConfig): string[] {
  const state = DATABASE_URL ? 'the Postgres of DATABASE_URL' : `an embedded Postgres in ${DESKHAND_DATA}`;
  const events = KAFKA_BROKERS ? `Kafka at ${KAFKA_BROKERS.join(', ')}` : 'a table of the same database';
  return [
    `Starting Deskhand: all ${serviceNames.length} services in this process.`,
    `State in ${state}, events in ${events}, catalogue ${CATALOGUE_DIR ?? 'as shipped'}.`,
  ];
}
