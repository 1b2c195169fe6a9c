import type { Cause, Outcome, OutgoingEvent } from '@deskhand/bus/delivery.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import { type Write, write } from '@deskhand/bus/statement.js';
import type { Metrics } from '@deskhand/kit/metrics.js';
import type { CaseRecord, Said, Story } from '../decide/case.js';
import { nextDue } from '../decide/next-due.js';
import { type ApprovalRow, type CaseRow, saveApproval, saveCase } from './case-statements.js';

type Root = Pick<Cause, 'id' | 'lane' | 'key' | 'subject'>;

/** What is committed for a story: the events it says, and the case when it has changed. */
export function toOutcome(cause: Root, before: CaseRecord | undefined, story: Story, metrics: Metrics): Outcome {
  const events = story.said.map((said, n) => eventOf(cause, story.case, said, n));
  const changed = story.case !== before;
  const writes: Write[] = changed ? [write(saveCase, rowOf(story.case)), ...approvalRows(story).map((row) => write(saveApproval, row))] : [];
  return { events, writes, afterCommit: () => measure(story, metrics) };
}

function eventOf(cause: Root, { ticketId, conversationId, lane }: CaseRecord, { topic, body }: Said, n: number): OutgoingEvent {
  return outgoing(cause, topic, body, { n: `${ticketId}/${n}`, subject: ticketId, key: conversationId, lane });
}

function rowOf({ version, standing, ...doc }: CaseRecord): CaseRow {
  return {
    ticket_id: doc.ticketId, conversation_id: doc.conversationId, lane: doc.lane, version: version + 1, revision: doc.revision,
    state: standing.state, turn: doc.turn, queue: doc.escalation?.queue ?? null, standing, doc, due_at: nextDue(doc),
  };
}

/** An approval rests on the facts of the moment at which it is asked for. */
function approvalRows({ said, case: record }: Story): ApprovalRow[] {
  const { ticketId, conversationId, lane, received, classified, grounding, proposal } = record;
  return said.flatMap(({ topic, body }) =>
    topic === 'approval.requested.v1' && body.approval
      ? [{ approval_id: body.approval.approvalId, ticket_id: ticketId, conversation_id: conversationId, lane, facts: { received, classified, grounding, proposal } }]
      : [],
  );
}

function measure({ said }: Story, metrics: Metrics): void {
  for (const { topic, body } of said) {
    if (topic === 'case.escalated.v1') metrics.humanInterventions.inc({ reason: body.code });
    if (topic !== 'case.changed.v1' || !rests.has(body.case?.outcome ?? '')) continue;
    const seconds = (Date.parse(body.case!.at) - Date.parse(body.received?.receivedAt ?? '')) / 1000;
    if (seconds >= 0) metrics.workflowDuration.observe(seconds);
  }
}

const rests = new Set(['answered', 'approval_requested', 'escalated', 'assigned']);
