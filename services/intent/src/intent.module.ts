import { openCatalogue } from '@deskhand/catalogue/open-catalogue.js';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { Logger } from '@deskhand/kit/logger.js';
import { CONFIG, Database, LOGGER, Readiness } from '@deskhand/kit/runtime.js';
import { Module } from '@nestjs/common';
import { IntentRpc } from './accept/reconsider-intent.js';
import { TicketReceivedController } from './accept/ticket-received.js';
import type { IntentConfig } from './config.js';
import { Classifier } from './perform/classifier.js';
import { ModelStore } from './perform/model-store.js';
import { INTENT_CATALOGUE } from './perform/intent-catalogue.js';
import { trainInWorker } from './perform/train-in-worker.js';

/** Everything that intent is made of, top to bottom. */
@Module({
  controllers: [TicketReceivedController],
  providers: [
    { provide: INTENT_CATALOGUE, inject: [CONFIG], useFactory: (config: IntentConfig) => openCatalogue(config) },
    {
      provide: Classifier,
      inject: [Database, LOGGER, Readiness, INTENT_CATALOGUE],
      useFactory: async (db: Database, logger: Logger, readiness: Readiness, { examples }: Catalogue) => {
        const store = new ModelStore(db);
        await store.prepare();
        const classifier = new Classifier(store, trainInWorker, logger);
        readiness.register('intent', () => classifier.reasons());
        classifier.open(examples);
        return classifier;
      },
    },
    { provide: IntentRpc, inject: [Classifier, INTENT_CATALOGUE], useFactory: (classifier: Classifier, catalogue: Catalogue) => new IntentRpc(classifier, catalogue) },
  ],
})
export class IntentModule {}
