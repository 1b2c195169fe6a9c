import { findIntent } from '@deskhand/catalogue/find-intent.js';
import { addMilliseconds } from './add-milliseconds.js';
import type { CaseRecord, Setting, Story, Timers } from './case.js';
import { amend } from './story.js';

/** The timers of the state that the case has just come to (or in which somebody has just written). */
export function startTimers(story: Story, setting: Pick<Setting, 'catalogue' | 'clock'>): Story {
  return amend(story, { timers: timersOf(story.case, setting) });
}

function timersOf(record: CaseRecord, { catalogue, clock }: Pick<Setting, 'catalogue' | 'clock'>): Timers {
  const { sla } = catalogue.policies;
  switch (record.standing.state) {
    case 'escalated': {
      const intent = findIntent(catalogue, record.classified?.intent ?? '');
      return { unassigned: addMilliseconds(clock, intent?.sla.assignment ?? sla.unassigned) };
    }
    case 'replied':
      return { silence: addMilliseconds(clock, sla.resolvedAfterSilence) };
    case 'assigned':
      // A customer who had the last word waits for a person, not for the clock.
      return record.lastWord === 'customer' ? {} : { silence: addMilliseconds(clock, sla.resolvedAfterSilence) };
    case 'resolved':
      return { silence: addMilliseconds(clock, sla.closedAfterSilence) };
    default:
      return {};
  }
}
