import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Cascade } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { ClassifierModel } from '../decide/classifier-model.js';
import { nextTier } from '../decide/next-tier.js';
import { decideTurn, type TurnDecision } from './decide-turn.js';

/** Decides a recorded turn once more. Where a model would be asked, what it said then is read from the record; nobody is asked now. */
export function decideTurnAgain(received: Received, catalogue: Catalogue, classifier: { model: ClassifierModel; version: string }, recorded?: Cascade): TurnDecision {
  let heard: Cascade['consultations'] = [];
  for (;;) {
    const decision = decideTurn(received, catalogue, classifier, recorded && heard.length > 0 ? { ...recorded, consultations: heard } : undefined);
    const available = recorded?.consultations ?? [];
    const tier = nextTier(decision.classified, decision.trigger !== undefined, available.map((each) => each.tier), catalogue.policies.cascade);
    if (!tier) return decision;
    heard = [...heard, ...available.filter((each) => each.tier === tier)];
  }
}
