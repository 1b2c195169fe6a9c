import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Setting, Story } from './case.js';
import { type Rating, readRating } from './read-rating.js';
import { startTimers } from './start-timers.js';
import { amend } from './story.js';
import { tellChange } from './tell-change.js';

/** The rating that this message answers the survey with, the desk's own or the channel's; null where the ticket is not resolved, or it says something else. */
export function ratingOf({ case: { surveyed, standing } }: Story, { text, heldBy, dryRun }: Received): Rating | null {
  const asked = surveyed === true && standing.state === 'resolved' && heldBy === '' && !dryRun;
  return asked ? readRating(text) : null;
}

/** The ticket stays resolved; the silence that closes it starts anew. A survey is answered once. */
export function takeRating(story: Story, { stars }: Rating, setting: Setting): Story {
  return tellChange(startTimers(amend(story, { surveyed: false }), setting), 'rated', setting, stars);
}
