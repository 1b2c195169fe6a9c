import { findContradictions } from './find-contradictions.js';
import { findDuplicates } from './find-duplicates.js';
import { findExpired } from './find-expired.js';
import { findInstructions } from './find-instructions.js';
import type { CheckedDocument, Finding } from './finding.js';
import { isStale } from './is-stale.js';
import { updatePlan } from './update-plan.js';

/** Everything in a knowledge base that a person should look at, the worst first. */
export function checkKnowledge(documents: readonly CheckedDocument[], now: Date): Finding[] {
  return [...orders(documents), ...findContradictions(documents), ...findDuplicates(documents), ...findExpired(documents, now), ...staleOnes(documents, now)];
}

function orders(documents: readonly CheckedDocument[]): Finding[] {
  return documents.flatMap(({ id, body }) => {
    const line = findInstructions(body);
    return line ? [{ kind: 'instructions' as const, documents: [id], message: `${id} gives orders to a model: "${line}".` }] : [];
  });
}

/** One finding a category: twenty lines that say the same would hide the others. */
function staleOnes(documents: readonly CheckedDocument[], now: Date): Finding[] {
  const stale = Map.groupBy(documents.filter((document) => isStale(document, now)), ({ category }) => category);
  return [...stale].map(([category, late]) => {
    const { every, priority } = updatePlan(category);
    const oldest = late.reduce((least, { lookedAt }) => (lookedAt < least ? lookedAt : least), now).toISOString().slice(0, 10);
    const what = late.length === 1 ? '1 document' : `${late.length} documents`;
    return { kind: 'stale', documents: late.map(({ id }) => id), message: `${what} of ${category} (${priority}) should be looked at ${every}; the oldest was last looked at on ${oldest}.` };
  });
}
