import type { ClassifiedFact, ProposalFact } from './facts.js';

/** The prompt and the model behind a turn: of its answer, else of the question what the customer wants. Null without a model. */
export function modelVersions(classified: ClassifiedFact | undefined, proposal: ProposalFact | undefined): { prompt: string | null; model: string | null } {
  if (proposal?.model) return { prompt: proposal.promptVersion || null, model: proposal.model };
  const heard = classified?.cascade?.consultations.findLast(({ intent }) => intent !== '');
  return { prompt: (heard && classified?.cascade?.promptVersion) || proposal?.promptVersion || null, model: heard?.model ?? null };
}
