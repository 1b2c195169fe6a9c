import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { IntentClient } from '@deskhand/contracts/gen/rpc/deskhand/intent/v1/service.js';
import { connect } from '@deskhand/kit/grpc.js';
import type { Logger } from '@deskhand/kit/logger.js';
import { CONFIG, Database, LOGGER } from '@deskhand/kit/runtime.js';
import { openEmbedding } from '@deskhand/model/open-embedding.js';
import { Module } from '@nestjs/common';
import { RetrievalConversationErased } from './accept/conversation-erased.js';
import { KnowledgeController } from './accept/knowledge.controller.js';
import { KnowledgeRpc } from './accept/search-knowledge.js';
import { TicketClassifiedController } from './accept/ticket-classified.js';
import type { RetrievalConfig } from './config.js';
import { AddedDocuments } from './perform/added-documents.js';
import { Grounder } from './perform/grounder.js';
import { Knowledge } from './perform/knowledge.js';
import { Librarian } from './perform/librarian.js';
import { openCatalogue, RETRIEVAL_CATALOGUE } from './perform/open-catalogue.js';
import { openPinecone } from './perform/open-pinecone.js';
import { MemoryCache, RedisCache } from './perform/result-cache.js';
import { SecondLooks } from './perform/second-looks.js';

@Module({
  controllers: [TicketClassifiedController, RetrievalConversationErased, KnowledgeController],
  providers: [
    { provide: RETRIEVAL_CATALOGUE, inject: [CONFIG], useFactory: ({ CATALOGUE_DIR }: RetrievalConfig) => openCatalogue(CATALOGUE_DIR) },
    { provide: SecondLooks, inject: [CONFIG], useFactory: (config: RetrievalConfig) => new SecondLooks(connect(IntentClient, 'intent', config)) },
    {
      provide: Knowledge,
      inject: [CONFIG, Database, LOGGER, RETRIEVAL_CATALOGUE],
      useFactory: async (config: RetrievalConfig, db: Database, logger: Logger, catalogue: Catalogue) => {
        const cache = config.REDIS_URL ? new RedisCache(config.REDIS_URL, logger) : new MemoryCache();
        const knowledge = new Knowledge(db, cache, logger, { endpoint: openEmbedding(config), store: openPinecone(db, config) });
        await knowledge.open(catalogue.knowledge);
        return knowledge;
      },
    },
    {
      provide: Librarian,
      inject: [Database, RETRIEVAL_CATALOGUE, Knowledge],
      useFactory: (db: Database, { knowledge: documents }: Catalogue, knowledge: Knowledge) => new Librarian(documents, new AddedDocuments(db), knowledge),
    },
    { provide: Grounder, inject: [Knowledge], useFactory: (knowledge: Knowledge) => new Grounder(knowledge) },
    { provide: KnowledgeRpc, inject: [Knowledge], useFactory: (knowledge: Knowledge) => new KnowledgeRpc(knowledge) },
  ],
})
export class RetrievalModule {}
