import { topics } from '@deskhand/contracts/topics.js';
import type { TicketFacts } from './facts.js';
import type { TimelineEntry } from './ticket-view.js';

/** `topics` is written in the order in which a ticket flows. */
const flow = Object.keys(topics);

/** What happened, oldest first; events of one moment in the order in which they follow from each other. */
export function listTimeline({ timeline }: TicketFacts): TimelineEntry[] {
  return Object.entries(timeline)
    .sort(([a, one], [b, other]) => Date.parse(one.at) - Date.parse(other.at) || flow.indexOf(one.topic) - flow.indexOf(other.topic) || (a < b ? -1 : 1))
    .map(([, { at, topic, summary }]) => ({ at, event: topic, summary }));
}
