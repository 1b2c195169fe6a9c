import { sayHandoff } from '@deskhand/catalogue/reply.js';
import type { EscalationCode } from '@deskhand/catalogue/escalation-codes.js';
import type { Escalation } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import { askApproval } from './ask-approval.js';
import type { CaseRecord, Setting, Story } from './case.js';
import { comeToRest } from './come-to-rest.js';
import { type Cause, describeEscalation } from './describe-escalation.js';
import { withdrawDrafts } from './end-approvals.js';
import { releaseReply } from './release-reply.js';
import { amend, say } from './story.js';

/** A person takes it from here: people are told at once, the customer is told who answers, and then the ticket is escalated. */
export function handOver(story: Story, cause: Cause, setting: Setting): Story {
  const escalation = describeEscalation(story.case, cause, setting);
  const handed = tellPeople(withdrawDrafts(story, 'a person takes over the ticket'), escalation, setting);
  // In suggest mode nothing is sent without a person's word, and that word has just been a no, or failed to come.
  if (setting.mode === 'suggest' && !handed.case.received.dryRun) return comeToRest(handed, 'escalated', setting);
  return releaseReply(handed, { text: handOffWords(handed.case, escalation, setting), settles: 'escalated', lasting: true }, setting);
}

/** Suggest mode: handing over is a suggestion too. */
export function suggestHandOver(story: Story, cause: Cause, setting: Setting): Story {
  const escalation = describeEscalation(story.case, cause, setting);
  const text = handOffWords(story.case, escalation, setting);
  return askApproval(amend(story, { escalation }), { kind: 'reply', draft: text, handsOver: true }, null, setting);
}

/** Publishes the hand-off and keeps it on the case. */
export function tellPeople(story: Story, escalation: Escalation, { now }: Pick<Setting, 'now'>): Story {
  const { ticketId, conversationId, source, sourceId } = story.case.received;
  const body = { eventId: '', ticketId, conversationId, source, sourceId, at: now, ...escalation };
  return say(amend(story, { escalation }), { topic: 'case.escalated.v1', body });
}

function handOffWords({ classified, proposal }: CaseRecord, { code, queue }: Escalation, { catalogue }: Setting): string {
  const key = `language.${classified?.language ?? ''}`;
  const own = code === 'unsupported_language' && Object.hasOwn(catalogue.replies, key) ? catalogue.replies[key] : undefined;
  // What was opened for a complaint says who looks into it: "I have no reliable answer" is no answer to one.
  if (code === 'no_grounding' && proposal?.text && proposal.rules.includes('complaint_case')) return proposal.text;
  return own ?? sayHandoff(catalogue.replies, code as EscalationCode, queue);
}
