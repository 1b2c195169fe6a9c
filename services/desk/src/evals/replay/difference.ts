import type { Stage } from './decisions.js';

export interface Change {
  readonly stage: Stage;
  readonly decision: string;
  readonly was: string;
  readonly would: string;
}

/** A turn that would be decided differently. */
export interface Difference {
  readonly ticketId: string;
  readonly turn: number;
  readonly at: string;
  /** Tokenised, as the archive has it. */
  readonly text: string;
  readonly changed: readonly Change[];
  /** Where the first change comes from, as far as the rules say. */
  readonly why: string;
}

export interface Replayed {
  /** Turns decided again. */
  turns: number;
  /** Of them: decided under a catalogue that is not at hand, so what the shop said is from the record and all else is computed. */
  withoutBaseline: number;
  /** Turns without a recorded decision (still in work, held by a person) or whose texts were erased. */
  leftOut: number;
  /** Turns in which a model would be asked with another prompt: they are decided with what it said then. */
  askedAnew: number;
  /** Searches that the record could not answer. */
  searches: number;
  differences: Difference[];
}
