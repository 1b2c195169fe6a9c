import type { CaseEvent } from './case-machine.js';
import type { Story } from './case.js';
import { moveState } from './move-state.js';
import { amend } from './story.js';

export function moveCase(story: Story, ...events: readonly CaseEvent['type'][]): Story {
  return amend(story, { standing: events.reduce(moveState, story.case.standing) });
}
