import { openCatalogue } from '@deskhand/catalogue/open-catalogue.js';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { Logger } from '@deskhand/kit/logger.js';
import { migrateModel } from '@deskhand/model/model-schema.js';
import { openModel } from '@deskhand/model/open-model.js';
import { CONFIG, Database, LOGGER, Readiness } from '@deskhand/kit/runtime.js';
import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { IntentRpc } from './accept/reconsider-intent.js';
import { Router } from './accept/route-turn.js';
import { TicketReceivedController } from './accept/ticket-received.js';
import type { IntentConfig } from './config.js';
import { Cascade } from './perform/cascade.js';
import { Classifier } from './perform/classifier.js';
import { ModelStore } from './perform/model-store.js';
import { INTENT_CATALOGUE } from './perform/intent-catalogue.js';
import { CompiledPrompts } from './perform/compiled-prompts.js';
import { MemoryPrompts, type PromptCache, RedisPrompts } from './perform/prompt-cache.js';
import { trainInWorker } from './perform/train-in-worker.js';

/** The cascade of a model's tiers, where the environment names one. */
class IntentModel implements OnApplicationShutdown {
  private constructor(
    readonly cascade: Cascade | null,
    private readonly cache?: PromptCache,
  ) {}

  static async open(config: IntentConfig, db: Database, logger: Logger, catalogue: Catalogue): Promise<IntentModel> {
    const model = openModel(config, db, catalogue.policies.limits.model, publicTexts(catalogue));
    if (!model) return new IntentModel(null);
    await migrateModel(db);
    const cache = config.REDIS_URL ? new RedisPrompts(config.REDIS_URL, logger) : new MemoryPrompts();
    return new IntentModel(new Cascade(model, new CompiledPrompts(cache), catalogue), cache);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.cache?.close();
  }
}

/** What the catalogue itself says may leave for a model. */
function publicTexts({ examples, replies }: Catalogue): string {
  return [...examples.map(({ text }) => text), ...Object.values(replies)].join('\n');
}

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
    {
      provide: IntentModel,
      inject: [CONFIG, Database, LOGGER, INTENT_CATALOGUE],
      useFactory: (config: IntentConfig, db: Database, logger: Logger, catalogue: Catalogue) => IntentModel.open(config, db, logger, catalogue),
    },
    {
      provide: Router,
      inject: [Classifier, INTENT_CATALOGUE, IntentModel],
      useFactory: (classifier: Classifier, catalogue: Catalogue, { cascade }: IntentModel) => new Router(classifier, catalogue, cascade),
    },
    { provide: IntentRpc, inject: [Classifier, INTENT_CATALOGUE], useFactory: (classifier: Classifier, catalogue: Catalogue) => new IntentRpc(classifier, catalogue) },
  ],
})
export class IntentModule {}
