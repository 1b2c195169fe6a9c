import { z } from 'zod';

/** Ids may be numbers in other people's files. */
const id = z.union([z.string(), z.number()]);

export const textLine = z.object({ id, text: z.string() });
export const labelledLine = z.object({ id, text: z.string(), label: z.string().min(1) });
export const routedLine = z.object({ id, text: z.string(), route: z.string().min(1) });
export const documentLine = z.object({ id, title: z.string().optional(), text: z.string() });
export const queryLine = z.object({ id, text: z.string(), relevant: z.array(id) });

export type Labelled = z.output<typeof labelledLine>;
export type Id = z.output<typeof id>;
