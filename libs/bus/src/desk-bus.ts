import { VaultClient } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import { topics } from '@deskhand/contracts/topics.js';
import type { ServiceName } from '@deskhand/contracts/words.js';
import { connect } from '@deskhand/kit/grpc.js';
import type { BusHandle, Kit } from '@deskhand/kit/start.js';
import { askForHuman } from './ask-for-human.js';
import { Bus } from './bus.js';
import { BusServer } from './bus-server.js';
import { busTrace } from './bus-trace.js';
import { revealBody } from './reveal-body.js';

/** The bus of the desk for `start({ bus: deskBus(['intent']) })`: its topics, on Kafka where there is one, else in the desk's own database. */
export function deskBus(services: readonly ServiceName[]): (kit: Kit) => Promise<BusHandle> {
  return async ({ config, db, logger }) => {
    const vault = connect(VaultClient, 'ingestion', config);
    const bus = new Bus({
      db, topics, services, lanes: [config.LANE], log: logger, trace: busTrace(),
      ...(config.KAFKA_BROKERS && { kafka: { brokers: config.KAFKA_BROKERS, clientId: `deskhand-${services.length === 1 ? services[0] : 'desk'}` } }),
      reveal: (bodies) => revealBody(bodies, async (texts) => (await vault.reveal({ texts, purpose: 'public_topic' })).revealed),
      // Half of all deliveries are the console's, and requests hand it their own writes: it takes the others in larger helpings.
      tuning: { fetchPauses: { console: 40 }, gather: { console: { ms: 60, until: ['case.changed.v1'] } } },
      onDeadLetter: (delivery, _error, service, body) => askForHuman(delivery, service, body),
    });
    await bus.prepare();
    const server = new BusServer(bus);
    return {
      strategy: server,
      ready: () => bus.ready(),
      deadLetters: () => bus.deadLetters.tally(services),
      providers: [{ provide: Bus, useValue: bus }],
      drain: async (deadlineMs) => {
        await bus.drain(deadlineMs);
        vault.close();
      },
    };
  };
}
