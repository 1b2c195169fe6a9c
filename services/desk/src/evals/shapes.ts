import { z } from 'zod';

/** Ids may be numbers in other people's files. */
const id = z.union([z.string(), z.number()]);

export const textLine = z.object({ id, text: z.string() });
export const labelledLine = z.object({ id, text: z.string(), label: z.string().min(1) });
export const routedLine = z.object({ id, text: z.string(), route: z.string().min(1) });
export const markedLine = z.object({ ...textLine.shape, spans: z.array(z.object({ start: z.number().int(), end: z.number().int(), type: z.string() })).optional() });
export const safetyLine = z.object({ ...textLine.shape, injection: z.boolean().optional(), toxicity: z.boolean().optional(), legal: z.boolean().optional(), asksForHuman: z.boolean().optional() });
export const documentLine = z.object({ id, title: z.string().optional(), text: z.string() });
export const queryLine = z.object({ id, text: z.string(), relevant: z.array(id) });

export type Labelled = z.output<typeof labelledLine>;
export type Id = z.output<typeof id>;
