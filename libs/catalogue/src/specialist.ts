import { z } from 'zod';
import { nameField, textField } from './field.js';
import { agents } from './intent-policy.js';
import { toolNames } from './tool-names.js';

/** `specialists/<agent>.yaml`: how a model serves the tickets of one agent. A catalogue may have none: then one prompt serves them all. */
export const specialistSchema = z.strictObject({
  name: z.enum(agents),
  /** What it is there for and how it goes about it. */
  prompt: textField,
  /** How it sounds. */
  tone: textField,
  /** What it may be offered; of these, a turn's intents choose. */
  tools: z.array(z.enum(toolNames)).min(1, 'names no tool'),
  /** Where it looks things up first; empty: everywhere. */
  knowledge_categories: z.array(nameField).default([]),
});

export type Specialist = z.output<typeof specialistSchema>;
