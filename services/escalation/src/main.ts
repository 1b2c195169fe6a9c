import { openCatalogue } from '@deskhand/catalogue/open-catalogue.js';
import { deskBus } from '@deskhand/bus/desk-bus.js';
import { boot } from '@deskhand/kit/boot.js';
import { parseConfig } from '@deskhand/kit/config.js';
import { start } from '@deskhand/kit/start.js';
import { escalationConfigSchema } from './config.js';
import { escalationGrpc } from './escalation.grpc.js';
import { EscalationModule } from './escalation.module.js';
import { findPerson } from './perform/find-person.js';

await boot(async () => {
  const config = parseConfig(escalationConfigSchema, process.env);
  const { people } = openCatalogue(config).policies;
  await start({
    name: 'escalation',
    modules: [EscalationModule],
    services: ['escalation'],
    config,
    bus: deskBus(['escalation']),
    grpc: [escalationGrpc],
    person: (token) => findPerson(people, token),
  });
});
