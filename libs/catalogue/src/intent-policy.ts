import { z } from 'zod';
import { durationField, nameField, textField } from './field.js';
import { toolNames } from './tool-names.js';

const share = z.number().min(0, 'must be between 0 and 1').max(1, 'must be between 0 and 1');

export const agents = ['sales', 'support', 'technical'] as const;
export type Agent = (typeof agents)[number];

/** `intents/<name>.yaml`. Its keys are snake_case, as the intents have always been published. */
export const intentSchema = z.strictObject({
  name: nameField,
  description: textField,
  agent: z.enum(agents),
  requires_auth: z.boolean(),
  tools: z.array(z.enum(toolNames)).min(1, 'names no tool'),
  /** Below it a human takes over. */
  escalation_threshold: share,
  /** Between the two thresholds a human looks at the draft first. */
  review_threshold: share.default(0.85),
  human_in_the_loop: z.enum(['always', 'on_review', 'never']).default('on_review'),
  /** Which documents may answer; empty = all of them. */
  knowledge_categories: z.array(nameField).default([]),
  queue: nameField,
  /** What is not said here is taken from `policies/sla.yaml`. */
  sla: z.strictObject({ first_response: durationField.optional(), assignment: durationField.optional() }).default({}),
  aliases: z.array(nameField).default([]),
});

type IntentFile = z.output<typeof intentSchema>;

/** How one kind of ticket is served. `sla` is in milliseconds and complete: the loader has filled in what the file left out. */
export type IntentPolicy = Omit<IntentFile, 'sla'> & { sla: { first_response: number; assignment: number } };
