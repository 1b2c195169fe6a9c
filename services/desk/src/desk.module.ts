import { Module } from '@nestjs/common';
import { ActionsModule } from '@deskhand/actions/actions.module.js';
import { DeadLettersController } from '@deskhand/bus/dead-letters.controller.js';
import { ConsoleModule } from '@deskhand/console/console.module.js';
import { EscalationModule } from '@deskhand/escalation/escalation.module.js';
import { FeedbackModule } from '@deskhand/feedback/feedback.module.js';
import { IngestionModule } from '@deskhand/ingestion/ingestion.module.js';
import { IntentModule } from '@deskhand/intent/intent.module.js';
import { RetrievalModule } from '@deskhand/retrieval/retrieval.module.js';

/** All services in one application, in the order in which a ticket meets them. */
@Module({
  imports: [IngestionModule, IntentModule, RetrievalModule, ActionsModule, EscalationModule, FeedbackModule, ConsoleModule],
  controllers: [DeadLettersController],
})
export class DeskModule {}
