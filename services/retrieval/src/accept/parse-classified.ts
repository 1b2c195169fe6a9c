import type { TicketClassified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import { Permanent } from '@deskhand/kit/errors.js';
import { z } from 'zod';

/** What this service cannot work without; everything else is passed on as it came. */
const shape = z.looseObject({
  received: z.looseObject({
    ticketId: z.string().min(1),
    subject: z.string().default(''),
    text: z.string(),
    history: z.array(z.looseObject({ from: z.string(), text: z.string() })).default([]),
  }),
  classified: z.looseObject({
    intent: z.string().min(1),
    confidence: z.number(),
    smallTalk: z.string().default(''),
    otherIntents: z.array(z.string()).default([]),
    rules: z.array(z.string()).default([]),
  }),
});

/** @throws Permanent naming what is wrong */
export function parseClassified(body: unknown): { received: Received; classified: Classified } {
  const parsed = shape.safeParse(body);
  if (!parsed.success) throw new Permanent(`ticket.classified.v1 cannot be read: ${z.prettifyError(parsed.error)}`);
  // The rest of each fact is as its producer's type says: both are generated from the same proto.
  return parsed.data as unknown as Required<TicketClassified> & { received: Received; classified: Classified };
}
