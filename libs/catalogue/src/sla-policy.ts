import { z } from 'zod';
import { durationField } from './field.js';

/** `policies/sla.yaml`: how long anything may take. All in milliseconds once read. */
export const slaPolicySchema = z.strictObject({
  /** From the customer's message to the first reply. */
  firstResponse: durationField,
  /** Escalated and nobody took it: escalated again as `sla_breached`. */
  unassigned: durationField,
  approvalExpiry: durationField,
  /** Replied and the customer stays silent: resolved. */
  resolvedAfterSilence: durationField,
  /** Resolved and the customer stays silent: closed. */
  closedAfterSilence: durationField,
  /** How long an authentication lasts without a message. */
  authenticationIdle: durationField,
  /** How long a one-time code is good for. */
  oneTimeCode: durationField,
  /** How long a takeover waits for a delivery under way. */
  takeoverWait: durationField,
  /** How long `POST /triage` waits for the ticket to settle. */
  triageWait: durationField,
});

export type SlaPolicy = z.output<typeof slaPolicySchema>;
