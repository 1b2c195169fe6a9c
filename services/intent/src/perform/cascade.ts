import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { findIntent } from '@deskhand/catalogue/find-intent.js';
import { outOfScope, smallTalk } from '@deskhand/catalogue/intent-labels.js';
import { triageAnswerSchema } from '@deskhand/catalogue/prompt.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Consultation } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { Model } from '@deskhand/model/model.js';
import type { Kept } from '@deskhand/model/model-request.js';
import type { Tier } from '@deskhand/model/tier.js';
import { z } from 'zod';
import { indexPhrases, type PhraseIndex, similarPhrases } from '../decide/similar-phrases.js';
import { triageMessages } from '../decide/triage-messages.js';
import type { ReadyClassifier } from './classifier.js';
import type { CompiledPrompts } from './compiled-prompts.js';

export interface Consulted {
  readonly consultation: Consultation;
  readonly tries: readonly Kept[];
}

/** Asks tiers of the model what a customer wants. What they say is weighed in `decide/`. */
export class Cascade {
  #index: PhraseIndex | undefined;

  constructor(
    private readonly model: Model,
    private readonly prompts: CompiledPrompts,
    private readonly catalogue: Catalogue,
  ) {}

  /** Tiers that have a model of their own, cheapest first. */
  get tiers(): readonly Tier[] {
    return this.model.tiers;
  }

  /** SHA-256 of the compiled prompt. */
  async promptVersion(): Promise<string> {
    return (await this.prompts.triage(this.catalogue)).sha256;
  }

  /** Never throws because of the endpoint: a tier without an answer says why. */
  async consult(tier: Tier, received: Received, { model: classifier }: ReadyClassifier): Promise<Consulted> {
    const { catalogue } = this;
    const prompt = await this.prompts.triage(catalogue);
    this.#index ??= indexPhrases(classifier, phrasesOf(catalogue));
    const similar = similarPhrases(classifier, this.#index, received.text, catalogue.policies.cascade.similar);
    const asked = await this.model.ask({
      scope: `${received.ticketId}/${received.turn}/triage`,
      ticketId: received.ticketId,
      tier,
      messages: triageMessages(prompt, received, similar),
      tools: [],
      answer: { name: 'triage', schema: triageAnswerSchema.extend({ intent: z.enum([...prompt.labels]) }) },
      maxTokens: prompt.maxTokens,
      temperature: prompt.temperature,
      shared: true,
    });
    const told = { tier, model: this.model.tier(tier).model, reused: asked.tries.at(-1)?.reused ?? false };
    if (asked.kind === 'answer') return { consultation: { ...told, intent: findIntent(catalogue, asked.answer.intent)!.name, failure: '' }, tries: asked.tries };
    return { consultation: { ...told, intent: '', failure: asked.kind === 'unavailable' ? asked.why : 'invalid_answer' }, tries: asked.tries };
  }
}

/** Small talk is no intent to choose; what is out of scope is answered as `other`. */
function phrasesOf({ examples }: Catalogue) {
  return examples.filter(({ intent }) => intent !== smallTalk).map(({ text, intent }) => ({ text, intent: intent === outOfScope ? 'other' : intent }));
}
