/** Whom a rollout may draw. `tier_1_customers`: the ticket's `metadata.tier` is 1, tier1, tier-1 or tier_1. */
export function isInCohort(cohort: string, metadata: Readonly<Record<string, string>>): boolean {
  if (cohort === 'all') return true;
  return cohort === 'tier_1_customers' && /^(?:tier[ _-]?)?1$/i.test(metadata.tier ?? '');
}
