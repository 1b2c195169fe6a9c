import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import { Permanent } from '@deskhand/kit/errors.js';
import { z } from 'zod';

const message = z.looseObject({ from: z.string(), text: z.string() });

/** What this service cannot work without; everything else is passed on as it came. */
const shape = z.looseObject({
  received: z.looseObject({
    ticketId: z.string().min(1),
    conversationId: z.string().min(1),
    turn: z.int().min(1),
    subject: z.string().default(''),
    text: z.string(),
    history: z.array(message).default([]),
    authenticated: z.boolean().default(false),
    customerMessages: z.int().default(1),
    heldBy: z.string().default(''),
  }),
});

/** @throws Permanent naming what is wrong */
export function parseReceived(body: unknown): Received {
  const parsed = shape.safeParse(body);
  if (!parsed.success) throw new Permanent(`ticket.received.v1 cannot be read: ${z.prettifyError(parsed.error)}`);
  // The rest of the fact is as its producer's type says: both are generated from the same proto.
  return parsed.data.received as unknown as Received;
}
