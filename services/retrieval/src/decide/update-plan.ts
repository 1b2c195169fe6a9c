export type Priority = 'critical' | 'high' | 'medium' | 'low';
export type Frequency = 'daily' | 'weekly' | 'monthly' | 'on_release' | 'on_change';

export interface UpdatePlan {
  readonly every: Frequency;
  readonly priority: Priority;
}

/** How often each kind of document has to be read again, and how much depends on it (B76). */
const plans = {
  helpCentre: { every: 'weekly', priority: 'high' },
  products: { every: 'on_release', priority: 'high' },
  policies: { every: 'monthly', priority: 'critical' },
  resolvedTickets: { every: 'daily', priority: 'medium' },
  procedures: { every: 'on_change', priority: 'medium' },
  specifications: { every: 'on_release', priority: 'medium' },
} as const satisfies Record<string, UpdatePlan>;

const kinds: Readonly<Record<string, UpdatePlan>> = {
  products: plans.products,
  specs: plans.specifications,
  compatibility: plans.specifications,
  returns: plans.policies,
  billing: plans.policies,
  policies: plans.policies,
  warranty: plans.policies,
  shipping: plans.policies,
  tracking: plans.policies,
  resolved_tickets: plans.resolvedTickets,
  procedures: plans.procedures,
  internal: plans.procedures,
};

/** A category that is none of these is part of the help centre. */
export function updatePlan(category: string): UpdatePlan {
  return kinds[category] ?? plans.helpCentre;
}
