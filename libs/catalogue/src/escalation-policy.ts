import { z } from 'zod';
import { escalationCodes } from './escalation-codes.js';
import { amountField, nameField, textField } from './field.js';

/**
 * Where a code sends the ticket: `by_intent` = the intent's queue (technical matters: `technical`), `billing_if_money` = billing when
 * money was about to move, else by intent, `same` = the queue it is in already. Any other word is the queue itself.
 */
const queueRule = nameField;

const count = z.int().min(1);

/** `policies/escalation.yaml`: when a person takes over, how urgently, and which queue gets it. */
export const escalationPolicySchema = z.strictObject({
  triggers: z.strictObject({
    /** A dispute over more than this, in whatever currency the customer names; hundredths once read. */
    disputeAbove: amountField,
    angryTurns: count,
    repeatedQuestion: count,
    /** More messages of the customer than this. */
    longConversation: count,
  }),
  /** Matters the bot never answers, and which queue they go to. */
  bannedIntents: z.array(z.strictObject({ name: nameField, queue: nameField })),
  /** Strongest first: when several hold, the first one is given. */
  codes: z
    .array(
      z.strictObject({
        code: z.enum(escalationCodes),
        level: z.enum(['immediate', 'high', 'medium']),
        queue: queueRule,
        reason: textField,
      }),
    )
    .superRefine(everyCodeOnce),
});

export type EscalationPolicy = z.output<typeof escalationPolicySchema>;
export type EscalationLevel = EscalationPolicy['codes'][number]['level'];

function everyCodeOnce(rows: { code: string }[], context: z.RefinementCtx): void {
  for (const code of escalationCodes) {
    const found = rows.flatMap((row, index) => (row.code === code ? [index] : []));
    if (found.length === 0) context.addIssue({ code: 'custom', message: `lacks the code ${code}` });
    for (const index of found.slice(1)) context.addIssue({ code: 'custom', path: [index, 'code'], message: `repeats the code ${code}` });
  }
}
