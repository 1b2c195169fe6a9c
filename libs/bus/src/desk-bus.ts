import { RolloutsClient } from '@deskhand/contracts/gen/rpc/deskhand/feedback/v1/service.js';
import { VaultClient } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import { topics } from '@deskhand/contracts/topics.js';
import type { ServiceName } from '@deskhand/contracts/words.js';
import { BootFailure } from '@deskhand/kit/boot-failure.js';
import { connect } from '@deskhand/kit/grpc.js';
import { shadowServices } from '@deskhand/kit/run-dir.js';
import type { BusHandle, Kit } from '@deskhand/kit/start.js';
import { askForHuman } from './ask-for-human.js';
import { Bus } from './bus.js';
import { BusServer } from './bus-server.js';
import { busTrace } from './bus-trace.js';
import { LaneWatch } from './lane-watch.js';
import { revealBody } from './reveal-body.js';

/** The bus of the desk for `start({ bus: deskBus(['intent']) })`: its topics, on Kafka where there is one, else in the desk's own database. */
export function deskBus(services: readonly ServiceName[]): (kit: Kit) => Promise<BusHandle> {
  return async ({ config, db, logger }) => {
    refuseShadow(config, services);
    const vault = connect(VaultClient, 'ingestion', config);
    const bus = new Bus({
      db, topics, services, lanes: [config.LANE], isIdle: config.LANE === 'canary', log: logger, trace: busTrace(),
      ...(config.KAFKA_BROKERS && { kafka: { brokers: config.KAFKA_BROKERS, clientId: `deskhand-${services.length === 1 ? services[0] : 'desk'}` } }),
      reveal: (bodies) => revealBody(bodies, async (texts) => (await vault.reveal({ texts, purpose: 'public_topic' })).revealed),
      // Half of all deliveries are the console's, and requests hand it their own writes: it takes the others in larger helpings.
      tuning: { fetchPauses: { console: 40 }, gather: { console: { ms: 60, until: ['case.changed.v1'] } } },
      onDeadLetter: (delivery, _error, service, body) => askForHuman(delivery, service, body),
    });
    await bus.prepare();
    const feedback = connect(RolloutsClient, 'feedback', config);
    const watch = new LaneWatch({ bus, lane: config.LANE, services, ask: (request) => feedback.current(request), everyMs: config.KAFKA_BROKERS ? 1_000 : 5_000 });
    const server = new BusServer(bus, () => watch.start());
    return {
      strategy: server,
      ready: () => bus.ready(),
      deadLetters: () => bus.deadLetters.tally(services),
      lag: () => bus.lag(),
      providers: [{ provide: Bus, useValue: bus }],
      drain: async (deadlineMs) => {
        await watch.stop();
        feedback.close();
        await bus.drain(deadlineMs);
        vault.close();
      },
    };
  };
}

/** The shadow never serves: what delivers, decides or records would. @throws BootFailure */
function refuseShadow({ LANE }: Kit['config'], services: readonly ServiceName[]): void {
  const serving = services.filter((service) => !shadowServices.includes(service));
  if (LANE !== 'shadow' || !serving.length) return;
  throw new BootFailure(`LANE is shadow, which reads copies and never serves: it has no ${serving.join(', ')}. Start ${shadowServices.join(', ')} with it, each alone, and leave the others in the stable lane.`);
}
