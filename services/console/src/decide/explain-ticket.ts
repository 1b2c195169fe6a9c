import type { HoldFact, TicketFacts } from './facts.js';
import type { ExplanationView } from './ticket-view.js';

const deeds: Record<HoldFact['kind'], string> = {
  taken_over: 'took the conversation over',
  released: 'gave the conversation back to the bot',
  resolved: 'resolved the conversation',
};

/** Why the desk did what it did: documents, confidence of every intent, rules, what people decided, versions. */
export function explainTicket(facts: TicketFacts): ExplanationView | null {
  const { classified: found, passages, proposal: draft } = facts;
  const [classified, proposal] = [found?.value, draft?.value];
  const overrides = listOverrides(facts);
  if (!classified && !passages && !proposal && !overrides.length) return null;
  return {
    documents: [...(passages?.value ?? [])],
    confidence: Object.fromEntries((classified?.candidates ?? []).map(({ intent, confidence }) => [intent, confidence])),
    rules: [...new Set([...(classified?.rules ?? []), ...(proposal?.rules ?? [])])],
    overrides,
    versions: {
      catalogue: proposal?.catalogueVersion || classified?.catalogueVersion || null,
      classifier: classified?.classifierVersion || null,
      prompt: proposal?.promptVersion || null,
      model: proposal?.model || null,
    },
  };
}

function listOverrides({ approvals, holds, feedback }: TicketFacts): ExplanationView['overrides'] {
  const decided = Object.values(approvals).flatMap(({ value: { decisions, action, editedText } }) =>
    (decisions ?? []).map(({ by, verdict, at, reason }) => {
      const what = `${verdict} ${action ? action.tool : 'the draft'}${editedText && verdict === 'approved' ? ', with words of their own' : ''}`;
      return { at, by, what: reason ? `${what}: ${reason}` : what };
    }),
  );
  const held = Object.values(holds).map(({ at, by, kind }) => ({ at, by, what: deeds[kind] }));
  const closed = Object.values(feedback)
    .filter(({ kind, value }) => kind === 'closure' && value === 'not_solved')
    .map(({ at, by }) => ({ at, by: by || 'the customer', what: 'said that it is not solved' }));
  return [...decided, ...held, ...closed].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.what < b.what ? -1 : 1));
}
