import { plain, printable } from '@deskhand/kit/text.js';
import { ticketStates } from '@deskhand/contracts/words.js';
import { z } from 'zod';

/** An empty parameter counts as absent: `?state=&queue=`. */
function optional<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
}

function whole(min: number, max: number) {
  const what = `must be a whole number from ${min} to ${max.toLocaleString('en')}`;
  return z
    .string(what)
    .regex(/^\d{1,15}$/, what)
    .transform(Number)
    .refine((value) => value >= min && value <= max, what)
    .meta({ type: 'integer', minimum: min, maximum: max });
}

export const ticketQuery = z.object({ wait: optional(whole(0, 30)) });

const placePattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)\|(\d{1,18})$/;

const cursor = z.string('must be the "next" of an earlier answer').transform((text, context) => {
  const place = placePattern.exec(Buffer.from(text, 'base64url').toString());
  if (place && !Number.isNaN(Date.parse(place[1]!))) return { openedAt: place[1]!, seq: place[2]! };
  context.addIssue('must be the "next" of an earlier answer');
  return z.NEVER;
});

export function cursorOf({ openedAt, seq }: { openedAt: string; seq: string }): string {
  return Buffer.from(`${openedAt}|${seq}`).toString('base64url');
}

export const ticketsQuery = z.object({
  state: optional(z.enum(ticketStates, `must be one of ${ticketStates.join(', ')}`)),
  queue: optional(printable(100)),
  source: optional(printable(200)),
  sourceId: optional(printable(200)),
  after: optional(cursor),
  limit: optional(whole(1, 200)),
});

const approvalStatuses = ['pending', 'approved', 'rejected', 'expired', 'withdrawn', 'stale'] as const;

export const approvalsQuery = z.object({ status: optional(z.enum(approvalStatuses, `must be one of ${approvalStatuses.join(', ')}`)) });

const topicList = plain(2_000).transform((text) => text.split(',').map((name) => name.trim()).filter(Boolean));

export const eventsQuery = z.object({
  /** The `next` of an earlier answer; `end`: only what comes from now on. */
  after: optional(z.union([z.literal('end'), whole(0, 999_999_999_999)], 'must be the "next" of an earlier answer, or end')),
  conversationId: optional(printable(200)),
  ticketId: optional(printable(200)),
  /** Of these topics only, separated by commas. */
  topics: optional(topicList),
  /** RFC 3339: nothing that happened before. */
  from: optional(z.iso.datetime({ offset: true, error: 'must be a time such as 2026-11-20T10:00:00Z' })),
  /** `brief`: of classified turns alone, what they were taken for. */
  body: optional(z.enum(['whole', 'brief'], 'must be whole or brief')),
  limit: optional(whole(1, 1_000)),
});
