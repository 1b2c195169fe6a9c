import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { ClassifierModel } from '@deskhand/intent/decide/classifier-model.js';
import type { SearchedKnowledge } from './search-knowledge.js';

/** What would decide. */
export interface Candidate {
  readonly catalogue: Catalogue;
  readonly classifier: { readonly model: ClassifierModel; readonly version: string };
  /** SHA-256 of the prompt by which a model is asked what a customer wants. */
  readonly promptVersion: string;
  /** The candidate's documents. */
  readonly knowledge: SearchedKnowledge;
}

/** What decided: where its version is the one that a turn was recorded under, everything that the candidate does not change is read from the record. */
export interface Baseline {
  readonly catalogue: Catalogue;
  /** The candidate has the same documents. */
  readonly hasSameKnowledge: boolean;
}
