import { printable } from '@deskhand/kit/text.js';
import { z } from 'zod';
import { cohorts } from '../decide/change-rollout.js';

const percent = z.number('must be a number').min(0, 'must be 0 to 100').max(100, 'must be 0 to 100').transform((value) => Math.round(value * 100));
const by = printable(200);
const reason = printable(500).optional();

export const weightSchema = z.object({ percent, control: percent.optional(), shadow: percent.optional(), cohort: z.enum(cohorts, `must be ${cohorts.join(' or ')}`).optional(), by, reason });
export const flagSchema = z.object({ on: z.boolean('must be true or false'), by, reason });
export const promoteSchema = z.object({ done: z.boolean('must be true or false').default(false), by, reason });
export const rollbackSchema = z.object({ by, reason });
