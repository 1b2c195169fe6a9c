import type { TicketGrounded } from '@deskhand/contracts/gen/events/deskhand/retrieval/v1/events.js';
import { Permanent } from '@deskhand/kit/errors.js';
import { z } from 'zod';

const filled = z.string().min(1);
const list = z.array(z.any()).default([]);

/** What this service cannot work without; everything else of a fact is passed on as it came. */
const factsShape = z.looseObject({
  received: z.looseObject({
    ticketId: filled,
    conversationId: filled,
    messageId: z.string().default(''),
    channel: z.string().default(''),
    subject: z.string().default(''),
    text: z.string(),
    turn: z.int().min(1),
    epoch: z.int().default(0),
    history: list,
    authenticated: z.boolean().default(false),
    customerId: z.string().default(''),
    dryRun: z.boolean().default(false),
    receivedAt: z.string().default(''),
  }),
  classified: z.looseObject({
    intent: filled,
    confidence: z.number().default(0),
    wishes: list,
    otherIntents: list,
    smallTalk: z.string().default(''),
    sentiment: z.string().default('neutral'),
    priority: z.int().default(3),
  }),
  grounding: z.looseObject({ passages: list, enough: z.boolean().default(false) }),
});

/** The facts so far, from a body off the bus. @throws Permanent when they are not facts */
export function parseFacts<Facts extends TicketGrounded>(body: unknown): Facts {
  const read = factsShape.safeParse(body);
  if (read.success) return read.data as unknown as Facts;
  const [issue] = read.error.issues;
  throw new Permanent(`the event lacks a fact: ${issue?.path.join('.')} ${issue?.message}`);
}
