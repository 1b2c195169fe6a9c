import { findIntent } from '@deskhand/catalogue/find-intent.js';
import { reviewDecision, type ReviewDecision } from '@deskhand/catalogue/needs-review.js';
import { say } from '@deskhand/catalogue/reply.js';
import type { ActionRequest, Proposal } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import { advance } from './advance.js';
import { askApproval } from './ask-approval.js';
import type { Facts, Setting, Story } from './case.js';
import { handOver } from './hand-over.js';
import { isInWork } from './move-state.js';
import { pendingApprovals } from './pending-approvals.js';
import { releaseReply } from './release-reply.js';
import { sameAction } from './same-action.js';
import { saySubmitted } from './say-submitted.js';
import { amend } from './story.js';
import { tellChange } from './tell-change.js';

/** What becomes of a turn's proposal: sent, shown to a person first, or handed over. */
export function judgeProposal(story: Story, facts: Required<Facts>, setting: Setting): Story {
  const { case: record } = story;
  const { proposal } = facts as { proposal: Proposal };
  if (facts.received.turn !== record.turn) return story;
  const { state } = record.standing;
  if (state === 'escalated' && proposal.closure && setting.mode === 'auto') return sendClosure(story, proposal, setting);
  // People have it, or it has been judged: worth knowing, nothing to say.
  if (!isInWork(state) || record.judged) return keepFacts(story, facts, setting);
  const known = advance(story, facts);
  if (record.received.dryRun) return judgeDryRun(known, proposal, setting);
  if (setting.mode === 'suggest') return askApproval(known, { kind: 'reply', draft: proposal.text, action: proposal.action }, null, setting);
  if (proposal.closure) return sendClosure(known, proposal, setting);
  if (proposal.action && proposal.policyApproval) return judgeAction(known, proposal, proposal.action, setting);
  return judgeDraft(known, proposal, setting);
}

function keepFacts(story: Story, { received, classified, grounding, proposal }: Facts, setting: Setting): Story {
  const { judged, settling, standing: { state } } = story.case;
  if (state !== 'escalated' && state !== 'assigned') return story;
  const known = amend(story, { classified, grounding, proposal });
  // It was drafted before a person took over: they may use it.
  if (state === 'assigned' && received.heldBy === '' && proposal?.text) return tellChange(amend(known, { suggestion: proposal.text }), '', setting);
  // A message added for the people who will take the ticket: the turn rests with them.
  return state === 'escalated' && !judged && !settling ? tellChange(amend(known, { judged: true }), 'escalated', setting) : known;
}

/** The survey goes out with the closing words: a message of its own would be one more than a turn has. */
function sendClosure(story: Story, proposal: Proposal, setting: Setting): Story {
  const text = `${proposal.text}\n\n${say(setting.catalogue.replies, 'closing.survey')}`;
  return releaseReply(amend(story, { proposal, surveyed: true }), { text, from: proposal, settles: 'resolved' }, setting);
}

/** Nothing waits for people in a dry run: the draft is the answer, unless the bot is too unsure to have one. */
function judgeDryRun(story: Story, proposal: Proposal, setting: Setting): Story {
  if (decide(story, proposal, setting) === 'escalate') return tooUnsure(story, setting);
  return releaseReply(story, { text: proposal.text, from: proposal, settles: 'replied' }, setting);
}

/** Policy wants a person for the write. The approval covers the draft too: a turn asks once. */
function judgeAction(story: Story, proposal: Proposal, action: ActionRequest, setting: Setting): Story {
  const { replies } = setting.catalogue;
  const waiting = pendingApprovals(story.case.approvals).find((approval) => sameAction(approval.action, action));
  if (waiting) {
    const reference = waiting.action?.reference || action.reference;
    return releaseReply(story, { text: say(replies, 'waiting.still', { reference }), settles: 'awaiting_approval' }, setting);
  }
  const decision = decide(story, proposal, setting);
  if (decision === 'escalate') return tooUnsure(story, setting);
  const told = decision === 'send' ? proposal.text : saySubmitted(action, setting.catalogue);
  return askApproval(story, { kind: 'action', draft: proposal.text, action }, told, setting);
}

function judgeDraft(story: Story, proposal: Proposal, setting: Setting): Story {
  const decision = decide(story, proposal, setting);
  if (decision === 'escalate') return tooUnsure(story, setting);
  // A write that waits has not run, so words that say it is done must not go out, however sure the bot is.
  if (decision === 'send' && !proposal.action) return releaseReply(story, { text: proposal.text, from: proposal, settles: 'replied' }, setting);
  const told = say(setting.catalogue.replies, 'waiting.review');
  return askApproval(story, { kind: 'reply', draft: proposal.text, action: proposal.action }, told, setting);
}

/** Fixed words never wait, and small talk never needs a person. */
function decide({ case: { classified } }: Story, { kind }: Proposal, { catalogue }: Setting): ReviewDecision {
  if (kind === 'fixed' || classified?.smallTalk) return 'send';
  const intent = classified && findIntent(catalogue, classified.intent);
  return intent ? reviewDecision(intent, classified.confidence, 'auto') : 'review';
}

function tooUnsure(story: Story, setting: Setting): Story {
  const { intent, confidence } = story.case.classified as Classified;
  return handOver(story, { code: 'low_confidence', reason: `The bot is only ${Math.round(confidence * 100)} % sure that this is about ${intent.replaceAll('_', ' ')}` }, setting);
}
