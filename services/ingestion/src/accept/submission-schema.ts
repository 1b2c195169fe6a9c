import { plain, printable, text } from '@deskhand/kit/text.js';
import { z } from 'zod';
import type { Submission } from '../decide/submission.js';
import { tokensIn } from '../decide/tokens.js';

/** A member that a client may leave out or set to null. */
function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** Names travel as they are given. One that reads like a token of the vault would be revealed wherever it is shown, so there is none. */
function name(max: number) {
  return printable(max)
    .refine((value) => tokensIn(value).length === 0, 'must not look like a token of the vault')
    .meta({ minLength: 1, maxLength: max });
}

const email = plain(320).refine((value) => /^[^\s@]+@[^\s@]+$/.test(value), 'must look like name@example.com');

const metadata = z
  .record(plain(200).refine((key) => tokensIn(key).length === 0, 'must not look like a token of the vault'), plain(500))
  .refine((entries) => Object.keys(entries).length <= 50, 'must have at most 50 entries');

const customer = z.object({
  id: optional(name(200)),
  email: optional(email),
  name: optional(plain(500)),
  // Not judged here: a bad token never refuses a ticket.
  identityToken: optional(z.string()),
});

/** The body of POST /v1/tickets and the value of `ticket.submitted.v1`. Unknown members are dropped. */
export const submissionSchema = z.object({
  source: name(200),
  id: name(200),
  text: text(20_000),
  subject: optional(plain(20_000)),
  conversationId: optional(name(200)),
  channel: optional(name(100)),
  customer: optional(customer),
  metadata: optional(metadata),
  createdAt: optional(z.iso.datetime({ offset: true, error: 'must be a time such as 2026-11-20T10:00:00Z' })),
}) satisfies z.ZodType<Submission>;

export const messageSchema = z.object({ id: name(200), text: text(20_000), identityToken: optional(z.string()) });

export const triageSchema = z.object({ id: name(200), text: text(20_000), metadata: optional(metadata) });

export const bySchema = z.object({ by: name(200) });

export const replySchema = z.object({
  id: optional(name(200)),
  by: name(200).refine((name) => name !== 'bot', 'must be a person: "bot" is how the desk signs'),
  text: text(20_000),
});
