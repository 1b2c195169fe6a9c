import { Bus } from '@deskhand/bus/bus.js';
import { BusServer } from '@deskhand/bus/bus-server.js';
import { VaultClient } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import { topics } from '@deskhand/contracts/topics.js';
import { boot } from '@deskhand/kit/boot.js';
import { parseConfig } from '@deskhand/kit/config.js';
import { connect } from '@deskhand/kit/grpc.js';
import { type BusHandle, type Kit, start } from '@deskhand/kit/start.js';
import { ingestionConfigSchema, type IngestionConfig } from './config.js';
import { ingestionGrpc, IngestionModule } from './ingestion.module.js';
import { revealBody } from './perform/reveal-body.js';

function openBus({ config, db, logger }: Kit<IngestionConfig>): BusHandle {
  const vault = connect(VaultClient, 'ingestion', config);
  const bus = new Bus({
    ...{ db, topics, services: ['ingestion'], lanes: [config.LANE], log: logger },
    ...(config.KAFKA_BROKERS && { kafka: { brokers: config.KAFKA_BROKERS } }),
    reveal: (_topic, body) => revealBody(body, async (texts) => (await vault.reveal({ texts, purpose: 'public_topic' })).revealed),
  });
  const server = new BusServer(bus);
  return {
    strategy: server,
    drain: (deadlineMs) => server.drain(deadlineMs),
    ready: () => bus.ready(),
    deadLetters: () => [...bus.deadLetters.counts()].map(([service, count]) => ({ service, topic: 'all', count })),
    providers: [{ provide: Bus, useValue: bus }],
  };
}

await boot(async () => {
  const config = parseConfig(ingestionConfigSchema, process.env);
  await start({ name: 'ingestion', modules: [IngestionModule], services: ['ingestion'], config, bus: openBus, grpc: [ingestionGrpc] });
});
