import { z } from 'zod';
import { textField } from './field.js';

/** `prompts/replies.yaml`: groups of fixed words. The keys are checked against `replyKeys`, group by group. */
export const repliesSchema = z.record(z.string(), z.record(z.string(), textField));

export type RepliesFile = z.output<typeof repliesSchema>;
