import type { TicketFacts } from './facts.js';
import { guardrailsOf } from './guardrails-of.js';
import { listOverrides } from './list-overrides.js';
import { modelVersions } from './model-versions.js';
import type { ExplanationView } from './ticket-view.js';

/** Why the desk did what it did: documents, confidence of every intent, rules, what people decided, versions. */
export function explainTicket(facts: TicketFacts): ExplanationView | null {
  const { classified: found, passages, proposal: draft } = facts;
  const [classified, proposal] = [found?.value, draft?.value];
  const overrides = listOverrides(facts);
  if (!classified && !passages && !proposal && !overrides.length && !facts.manifest) return null;
  return {
    documents: [...(passages?.value ?? [])],
    confidence: Object.fromEntries((classified?.candidates ?? []).map(({ intent, confidence }) => [intent, confidence])),
    rules: [...new Set([...(classified?.rules ?? []), ...(proposal?.rules ?? [])])],
    guardrails: guardrailsOf(facts),
    overrides,
    versions: {
      catalogue: proposal?.catalogueVersion || classified?.catalogueVersion || null,
      classifier: classified?.classifierVersion || null,
      ...modelVersions(classified, proposal),
    },
    manifest: facts.manifest ?? null,
  };
}
