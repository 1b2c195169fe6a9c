import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { EscalationCause } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';

/** Why a message that was not understood goes to a person. */
export function explainDoubt({ intent, confidence }: { intent: string; confidence: number }, catalogue: Pick<Catalogue, 'policies'>): EscalationCause {
  const code = 'low_confidence';
  const row = catalogue.policies.escalation.codes.find((each) => each.code === code);
  return { code, reason: `${row?.reason ?? 'The bot is not sure what the customer wants'}: ${confidence.toFixed(2)} for ${intent}, also beside the documents found`, by: 'retrieval' };
}
