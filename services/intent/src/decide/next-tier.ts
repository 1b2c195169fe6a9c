import type { CascadePolicy } from '@deskhand/catalogue/cascade-policy.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';

/** The tier to be asked next what the customer wants; null: what is known decides. `available`: tiers that there are, cheapest first. */
export function nextTier<Tier extends string>(classified: Classified, isForPeople: boolean, available: readonly Tier[], { sureFrom }: Pick<CascadePolicy, 'sureFrom'>): Tier | null {
  // What is for people is for people; small talk and answers to the desk's own question are read by rules.
  if (isForPeople || classified.smallTalk || classified.answersPending || classified.confidence >= sureFrom) return null;
  const asked = classified.cascade?.consultations.map(({ tier }) => tier) ?? [];
  return available.find((tier) => !asked.includes(tier)) ?? null;
}
