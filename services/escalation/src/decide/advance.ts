import type { Facts, Story } from './case.js';
import { moveCase } from './move-case.js';
import { amend } from './story.js';

/** Takes the facts of the turn into the case: the machine goes through the steps that they stand for. */
export function advance(story: Story, { classified, grounding, proposal }: Omit<Facts, 'received'>): Story {
  const known = amend(story, {
    classified: classified ?? story.case.classified,
    grounding: grounding ?? story.case.grounding,
    proposal: proposal ?? story.case.proposal,
  });
  const steps = [classified && ('classified' as const), grounding && ('grounded' as const), proposal && ('proposed' as const)];
  return moveCase(known, ...steps.filter((step) => step !== undefined));
}
