import type { CaseRecord } from './case.js';

/** A person has the ticket, or will as soon as the customer has been told. */
export function isWithPeople({ standing: { state }, settling }: CaseRecord): boolean {
  return state === 'assigned' || state === 'escalated' || settling?.state === 'escalated';
}
