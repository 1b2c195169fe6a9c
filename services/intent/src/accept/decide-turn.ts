import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { Trigger } from '@deskhand/catalogue/escalation-triggers.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import { type Consultations, heedConsultations } from '../decide/heed-consultations.js';
import type { ClassifierModel } from '../decide/classifier-model.js';
import { settleClassification } from '../decide/settle-classification.js';
import { findTriggers } from '../decide/find-triggers.js';
import { orderNumberPattern } from './order-number-pattern.js';
import { tellClassified } from '../decide/tell-classified.js';

export interface TurnDecision {
  classified: Classified;
  /** Why a person is needed at once; the strongest reason. */
  trigger: Trigger | undefined;
}

/**
 * All that this service decides of a turn, from the turn alone: the same turn, catalogue, classifier and recorded consultations of a model
 * give the same decision.
 */
export function decideTurn(received: Received, catalogue: Catalogue, { model, version }: { model: ClassifierModel; version: string }, asked?: Consultations): TurnDecision {
  const read = settleClassification({
    text: received.text,
    subject: received.subject,
    history: received.history.map(({ from, text }) => ({ from: from === 'customer' || from === 'human' ? from : 'bot', text })),
    model,
    orderNumberPattern: orderNumberPattern(catalogue.shop),
  });
  const classified = heedConsultations(tellClassified(received, read, catalogue, version), asked, catalogue);
  const [trigger] = findTriggers(received, classified, catalogue);
  return { classified, trigger };
}
