import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import { showUsd } from '@deskhand/model/cost.js';
import type { Kept } from '@deskhand/model/model-request.js';
import { spentOf } from '@deskhand/model/spent-of.js';
import { nextTier } from '../decide/next-tier.js';
import type { Consultations } from '../decide/heed-consultations.js';
import { runRuleEngine } from '../decide/run-rule-engine.js';
import type { Cascade, Consulted } from '../perform/cascade.js';
import type { Classifier } from '../perform/classifier.js';
import { decideTurn, type TurnDecision } from './decide-turn.js';

/** Routes turns by the classifier, and by tiers of a model where it is not sure: the cheapest that makes it sure decides. */
export class Router {
  constructor(
    private readonly classifier: Pick<Classifier, 'ready'>,
    private readonly catalogue: Catalogue,
    /** Where a model is configured. */
    private readonly cascade: Pick<Cascade, 'tiers' | 'consult' | 'promptVersion'> | null,
  ) {}

  /** `tries`: everything that a model was asked for it. */
  async route(received: Received): Promise<TurnDecision & { tries: readonly Kept[] }> {
    const { catalogue, cascade } = this;
    const classifier = await this.classifier.ready();
    const policy = catalogue.policies.cascade;
    const until = performance.now() + policy.patience;
    const consulted: Consulted[] = [];
    for (;;) {
      const decision = decideTurn(received, catalogue, classifier, consulted.length > 0 ? await this.#fact(consulted) : undefined);
      const tries = consulted.flatMap((each) => each.tries);
      const tier = cascade && nextTier(decision.classified, decision.trigger !== undefined, cascade.tiers, policy);
      if (!tier || performance.now() > until) return { ...decision, tries };
      consulted.push(await cascade.consult(tier, received, classifier));
    }
  }

  /** The control lane's way: keywords, and no model. */
  async routeByRules(received: Received): Promise<TurnDecision & { tries: readonly Kept[] }> {
    const decision = decideTurn(received, this.catalogue, await this.classifier.ready());
    return { ...runRuleEngine(received.text, decision, this.catalogue), tries: [] };
  }

  async #fact(consulted: readonly Consulted[]): Promise<Consultations> {
    const { calls, tokens, nanoUsd } = spentOf(consulted.flatMap(({ tries }) => tries));
    return { consultations: consulted.map(({ consultation }) => consultation), promptVersion: await this.cascade!.promptVersion(), modelCalls: calls, modelTokens: tokens, costUsd: showUsd(nanoUsd) };
  }
}
