import { z } from 'zod';
import { moneyField, textField } from './field.js';

const person = z.strictObject({
  name: textField,
  /** SHA-256 of the bearer token, in hex; the token itself is never written down. */
  tokenSha256: z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in lower-case hex'),
  /** `null` = without a limit. */
  approvesUpTo: moneyField.nullable(),
  role: z.enum(['agent', 'lead', 'operator']),
});

/** `policies/people.yaml`: who may decide what. With nobody in it any name counts, without a limit of authority. */
export const peoplePolicySchema = z.strictObject({ people: z.array(person) });

export type Person = z.output<typeof person>;
export type PeoplePolicy = z.output<typeof peoplePolicySchema>;
