import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import { Permanent } from '@deskhand/kit/errors.js';
import { z } from 'zod';
import type { Facts } from '../decide/case.js';
import type { Cause } from '../decide/describe-escalation.js';

const id = z.string().min(1);
/** proto3 JSON writes an absent message as null or not at all. */
const absent = <Shape extends z.ZodType>(shape: Shape) => shape.nullish().transform((value) => value ?? undefined);

const receivedShape = z.looseObject({
  ticketId: id,
  conversationId: id,
  source: z.string(),
  sourceId: z.string(),
  channel: z.string().default('api'),
  messageId: id,
  turn: z.int().min(1),
  revision: z.int().min(0),
  epoch: z.int().min(0),
  text: z.string().default(''),
  history: z.array(z.looseObject({ toolResults: z.array(z.record(z.string(), z.unknown())).default([]) })).default([]),
  authenticated: z.boolean().default(false),
  customerId: z.string().default(''),
  receivedAt: z.string(),
  customerMessages: z.int().default(1),
  dryRun: z.boolean().default(false),
  heldBy: z.string().default(''),
});

const classifiedShape = z.looseObject({ intent: z.string(), confidence: z.number(), smallTalk: z.string().default('') });

const groundingShape = z.looseObject({ passages: z.array(z.looseObject({ title: z.string() })).default([]) });

const callShape = z.looseObject({ tool: z.string(), kind: z.string(), status: z.string() });

const actionShape = z.looseObject({
  tool: id,
  arguments: z.record(z.string(), z.unknown()).default({}),
  fingerprint: z.string().default(''),
  neededApprovals: z.int().default(1),
  reference: z.string().default(''),
});

const proposalShape = z.looseObject({
  text: z.string(),
  kind: z.enum(['fixed', 'draft']).catch('draft'),
  citations: z.array(z.unknown()).default([]),
  calls: z.array(callShape).default([]),
  action: absent(actionShape),
  policyApproval: z.boolean().default(false),
  closure: z.boolean().default(false),
  approvalId: z.string().default(''),
});

const factsShape = z.looseObject({
  received: receivedShape,
  classified: absent(classifiedShape),
  grounding: absent(groundingShape),
  proposal: absent(proposalShape),
});

const proposedShape = factsShape.extend({ classified: classifiedShape, grounding: groundingShape, proposal: proposalShape });

const causeShape = z.looseObject({ cause: z.looseObject({ code: z.string(), reason: z.string().default(''), by: z.string().default('') }) });

/** The facts that an event carries. Members that only other services need pass through as they are. @throws Permanent */
export function parseFacts(body: unknown): Facts {
  return parse(factsShape, body) as unknown as Facts;
}

export function parseReceived(body: unknown): Received {
  return parseFacts(body).received;
}

/** A proposal has everything before it. @throws Permanent */
export function parseProposed(body: unknown): Required<Facts> {
  return parse(proposedShape, body) as unknown as Required<Facts>;
}

/** @throws Permanent */
export function parseCause(body: unknown): Cause {
  return parse(causeShape, body).cause;
}

export function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new Permanent(`not what the contract says: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
