import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { TicketState } from '@deskhand/contracts/words.js';
import type { CaseRecord, Setting, Story } from './case.js';
import { withdrawDrafts } from './end-approvals.js';
import { moveCase } from './move-case.js';
import { pendingApprovals } from './pending-approvals.js';
import { startTimers } from './start-timers.js';
import { amend, say } from './story.js';
import { ratingOf, takeRating } from './take-rating.js';
import { tellChange } from './tell-change.js';

/** The customer writes: a newer turn, unless people have the ticket. Turns that are not newer are old news. */
export function receiveMessage(story: Story, received: Received, setting: Setting): Story {
  if (received.turn <= story.case.turn) return story;
  // A takeover or a resolution that came after this message was heard before it.
  const overtaken = received.revision < story.case.conversationRevision;
  const noted = noteTurn(withdrawDrafts(story, 'the customer wrote again'), received);
  const { state } = noted.case.standing;
  const rating = ratingOf(story, received);
  if (rating && !overtaken) return rating.asksMore ? work(takeRating(noted, rating, setting), received, setting) : takeRating(noted, rating, setting);
  if (overtaken && (peoplesWord.includes(state) || isHandedBack(noted.case))) return addForPeople(noted, setting);
  if (state === 'assigned' && received.heldBy === '') return work(moveCase(amend(noted, { heldBy: '' }), 'released'), received, setting);
  if (state === 'assigned' || (state === 'escalated' && received.heldBy === '')) return addForPeople(amend(noted, { heldBy: received.heldBy }), setting);
  return work(noted, received, setting);
}

/** States that people's word leads to. */
const peoplesWord: readonly TicketState[] = ['assigned', 'resolved', 'closed'];

/** Handed back since it was written: what came before that is theirs, and no reply under its epoch goes out. */
function isHandedBack({ standing: { state }, approvals }: CaseRecord): boolean {
  return state === 'replied' || (state === 'awaiting_approval' && pendingApprovals(approvals).length > 0);
}

/** The newer turn's facts. What was classified stays until it is classified anew; what was found and done belongs to the older turn. */
function noteTurn(story: Story, received: Received): Story {
  const newer = received.revision > story.case.conversationRevision;
  return amend(story, {
    received, turn: received.turn, grounding: undefined, proposal: undefined, judged: false, lastWord: 'customer',
    conversationRevision: Math.max(received.revision, story.case.conversationRevision),
    epoch: newer ? received.epoch : story.case.epoch,
  });
}

/**
 * No bot answers, and the customer hears nothing new. Where a person has it the turn rests at once; where it waits for one, what the
 * message says is heard out first, because it may be a stronger reason. The clock of an escalation goes on.
 */
function addForPeople(story: Story, setting: Setting): Story {
  const { state } = story.case.standing;
  if (state === 'escalated') return amend(story, { judged: false, settling: null });
  const added = amend(story, { judged: true, settling: null });
  if (state === 'assigned') return tellChange(startTimers(added, setting), 'assigned', setting);
  return tellChange(added, '', setting);
}

function work(story: Story, received: Received, setting: Setting): Story {
  const again = releaseAgain(story);
  const moved = moveCase(again, 'message');
  const fresh = again.case.settling ? moved : amend(moved, { escalation: undefined });
  const begun = startTimers(amend(fresh, { surveyed: false }), setting);
  const reopened = begun.case.standing.state === 'reopened' ? tellChange(amend(begun, { resolvedBy: '', confirmed: false }), 'reopened', setting) : begun;
  return received.heldBy === '' ? reopened : addForPeople(moveCase(amend(reopened, { heldBy: received.heldBy }), 'taken_over'), setting);
}

/**
 * A hand-off on its way stays one, and what people approved must be told: it goes out under the newer turn. It has the same message id,
 * so the customer reads it once. Any other answer on its way is overtaken: the newer turn answers that message too.
 */
function releaseAgain(story: Story): Story {
  const { settling, turn, epoch, received } = story.case;
  if (!settling?.again || received.heldBy !== '') return amend(story, { settling: null });
  // A hand-off answers the newer message too.
  const inReplyTo = settling.state === 'escalated' ? received.messageId : settling.again.inReplyTo;
  const again = { ...settling.again, turn, epoch, inReplyTo };
  return say(amend(story, { settling: { ...settling, again }, judged: settling.state === 'escalated' }), { topic: 'reply.released.v1', body: again });
}
