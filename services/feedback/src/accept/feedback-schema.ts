import { plain, printable } from '@deskhand/kit/text.js';
import { z } from 'zod';

const values: Record<string, readonly string[]> = {
  thumbs: ['up', 'down'],
  csat: ['1', '2', '3', '4', '5'],
  closure: ['solved', 'not_solved'],
  comment: [],
};

/** The body of POST /v1/feedback. A csat may come as a number. */
export const feedbackSchema = z
  .object({
    id: printable(200),
    ticketId: printable(200),
    kind: z.enum(['thumbs', 'csat', 'comment', 'closure'], 'must be thumbs, csat, comment or closure'),
    value: z
      .union([z.string(), z.number()], 'must be a text or a number')
      .nullish()
      .transform((value) => (value === null || value === undefined ? '' : String(value))),
    text: plain(20_000)
      .nullish()
      .transform((text) => text?.trim() ?? ''),
    by: printable(200)
      .nullish()
      .transform((by) => by ?? ''),
  })
  .superRefine(({ kind, value, text }, context) => {
    const allowed = values[kind]!;
    if (allowed.length ? !allowed.includes(value) : value !== '')
      context.addIssue({ code: 'custom', path: ['value'], message: allowed.length ? `must be one of ${allowed.join(', ')} where kind is ${kind}` : 'must be left out of a comment' });
    if (kind === 'comment' && text === '') context.addIssue({ code: 'custom', path: ['text'], message: 'must hold the comment' });
  });

export type SubmittedFeedback = z.infer<typeof feedbackSchema>;
