import { z } from 'zod';
import { durationField } from './field.js';

const share = (usual: number) => z.number().min(0, 'must be between 0 and 1').max(1, 'must be between 0 and 1').default(usual);
/** Just as good as guessing or never wrong would make the odds senseless. */
const trust = (usual: number) => z.number().gt(0.5, 'must be above 0.5').lt(1, 'must be below 1').default(usual);

/** `policies/cascade.yaml`: when a model is asked what a customer wants, and how far it is believed. The file may be missing. */
export const cascadePolicySchema = z.strictObject({
  /** From this confidence on the desk's own classifier decides alone. Chosen for `mostWrong` by `deskhand eval cascade`. */
  sureFrom: share(0.95),
  /** How many of the decisions that the classifier makes alone may be wrong. */
  mostWrong: share(0.05),
  /** How often each tier is right about the messages that the classifier is not sure of. */
  trust: z.strictObject({ nano: trust(0.75), core: trust(0.85), heavy: trust(0.9) }).prefault({}),
  /** After it no further tier is asked. */
  patience: durationField.prefault('8s'),
  /** The prompt that asks. */
  prompt: z.string().min(1).default('triage-2026'),
  /** How many phrases of the catalogue that are like the message a model is shown. */
  similar: z.int().min(0).max(50).default(8),
});

export type CascadePolicy = z.output<typeof cascadePolicySchema>;
