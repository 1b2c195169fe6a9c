import { z } from 'zod';
import { nameField, textField } from './field.js';

/** What the model answers, as JSON and nothing else. */
export const triageAnswerSchema = z.strictObject({
  intent: nameField,
  sentiment: z.enum(['positive', 'neutral', 'negative']),
  suggested_response: textField,
  priority: z.union([z.literal(1), z.literal(2), z.literal(3)]),
});

export type TriageAnswer = z.output<typeof triageAnswerSchema>;

/** `prompts/<name>.yaml`: instructions for a model, as data. */
export const promptSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'is not a name; use lower-case letters, digits and -'),
  version: z.string('must be text: put it in quotes, or 1.0 and 1.00 are the same'),
  system: textField,
  examples: z.array(z.strictObject({ input: textField, output: triageAnswerSchema })),
  guardrails: z.strictObject({
    banned_intents: z.array(nameField),
    max_tokens: z.int().min(1),
    temperature: z.number().min(0).max(2),
  }),
});

export type Prompt = z.output<typeof promptSchema>;
