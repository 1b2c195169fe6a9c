import type { Proposal, ToolCall } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { Approval, Case } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { ConversationHeld, Received, ReplyDelivered } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { Grounding } from '@deskhand/contracts/gen/events/deskhand/retrieval/v1/events.js';
import type { Payload, TopicName } from '@deskhand/contracts/topics.js';
import type { SeenEvent } from './facts.js';

// One ticket of one conversation, second by second.
export const ticketId = 'tkt_1';
export const conversationId = 'shop:1';
const noon = Date.parse('2026-11-20T12:00:00.000Z');

export function at(second: number): string {
  return new Date(noon + second * 1_000).toISOString();
}

export function event<T extends TopicName>(second: number, topic: T, body: Payload<T>, more: Partial<SeenEvent> = {}): SeenEvent {
  const id = `${topic}@${second}`;
  return { id, topic, lane: 'stable', key: conversationId, subject: ticketId, at: at(second), headers: {}, body, ...more };
}

export function received(turn: number, second: number, more: Partial<Received> = {}): Received {
  return {
    ticketId, conversationId, source: 'shop', sourceId: '1', channel: 'api', messageId: `msg_${turn}`, turn, revision: turn, epoch: 0, subject: '',
    text: `text ${turn}`, history: [], authenticated: true, customerId: 'cus_1', identityNote: '', metadata: {}, receivedAt: at(second),
    customerMessages: turn, dryRun: false, heldBy: '', opensTicket: turn === 1,
    ...more,
  };
}

export function classified(more: Partial<Classified> = {}): Classified {
  return {
    intent: 'refund_request', confidence: 0.9, agent: 'support', sentiment: 'neutral', priority: 2, entities: { orderId: ['12345'] }, language: 'en',
    candidates: [{ intent: 'refund_request', confidence: 0.9 }, { intent: 'complaint', confidence: 0.1 }],
    angryTurns: 0, repeatedQuestion: 1, legal: false, asksForHuman: false, injection: 0, toxicity: 0, unsafe: false, banned: '', smallTalk: '',
    wishes: ['refund'], otherIntents: [], rules: ['wish:refund'], classifierVersion: 'c1', catalogueVersion: 'k1', reconsidered: false,
    ...more,
  };
}

export function grounding(): Grounding {
  const passage = { title: 'Refunds', section: 'When', category: 'policies', version: 'abc', updated: '2026-01-01', chunkIndex: 0, text: 'Within 30 days.' };
  const passages = [0.9, 0.8, 0.7, 0.6].map((score, n) => ({ ...passage, documentId: `doc${n}`, score }));
  return { passages, enough: true, unfiltered: false, indexVersion: 'i1', query: 'refund' };
}

export function call(second: number, more: Partial<ToolCall> = {}): ToolCall {
  return { tool: 'lookup_order', kind: 'read', status: 'succeeded', arguments: { orderId: '12345' }, result: { id: '12345' }, idempotencyKey: '', at: at(second), ...more };
}

export function proposal(more: Partial<Proposal> = {}): Proposal {
  return {
    text: 'Done.', kind: 'draft', citations: [], calls: [], policyApproval: false, closure: false, rules: ['gate:ok'], promptVersion: '', model: '', approvalId: '',
    catalogueVersion: 'k1', modelCalls: 0, modelTokens: 0, costUsd: '0',
    ...more,
  };
}

export function approval(more: Partial<Approval> = {}): Approval {
  return {
    approvalId: 'apr_1', ticketId, conversationId, status: 'pending', kind: 'action', draft: 'We refunded it.', neededApprovals: 1, expiresAt: at(86_400),
    action: { tool: 'process_refund', arguments: { orderId: '12345', amount: { value: '100.01', currency: 'USD' } }, fingerprint: 'f', neededApprovals: 1, reference: 'R1' },
    decidedBy: '', decisions: [], editedText: '', createdAt: at(5),
    ...more,
  };
}

export function caseOf(state: string, revision: number, second: number, more: Partial<Case> = {}): Case {
  return {
    state, previousState: '', revision, conversationRevision: 1, turn: 1, outcome: '', resolvedBy: '', approvals: [], firstReplyAt: '', at: at(second),
    heldBy: '', suggestion: '',
    ...more,
  };
}

export function delivered(turn: number, second: number, more: Partial<ReplyDelivered> = {}): ReplyDelivered {
  return {
    eventId: `e${second}`, ticketId, conversationId, source: 'shop', sourceId: '1', channel: 'api', messageId: `rep_${second}`, inReplyTo: `msg_${turn}`,
    by: 'bot', text: `reply at ${second}`, citations: [], at: at(second),
    ...more,
  };
}

export function replyOf({ messageId, inReplyTo, by, text, citations, at: deliveredAt }: ReplyDelivered) {
  return { messageId, inReplyTo, by, text, citations, deliveredAt };
}

export function held(revision: number, second: number, by = 'Lena', ticketIds: string[] = [ticketId]): { conversation: ConversationHeld } {
  return { conversation: { conversationId, source: 'shop', by, epoch: revision, revision, at: at(second), ticketIds } };
}

/** A refund that waits, is approved and done; then a second question that a person takes over, and hands back. */
export function wholeStory(): SeenEvent[] {
  const facts = { received: received(1, 0), classified: classified(), grounding: grounding() };
  const waits = call(3, { tool: 'process_refund', kind: 'write', status: 'awaiting_approval', idempotencyKey: 'k1', result: undefined });
  const first = proposal({ calls: [call(3), waits], policyApproval: true });
  const second = proposal({ calls: [{ ...waits, status: 'succeeded', at: at(11), result: { refundId: 'r1' } }], approvalId: 'apr_1' });
  const decided = approval({ status: 'approved', decidedBy: 'Max', decisions: [{ by: 'Max', verdict: 'approved', at: at(10), reason: '' }] });
  const [told, done] = [delivered(1, 6), delivered(1, 13)];
  const again = { received: received(2, 20, { text: 'Thanks. And my other order?', revision: 2 }), classified: classified({ intent: 'order_status', confidence: 0.8 }) };
  const base = { ticketId, conversationId, source: 'shop', sourceId: '1', channel: 'api', turn: 1, epoch: 0, citations: [], intent: 'refund_request', toolResults: [], dryRun: false };
  return [
    event(0, 'ticket.received.v1', { received: facts.received }),
    event(1, 'ticket.classified.v1', { received: facts.received, classified: facts.classified }),
    event(2, 'ticket.grounded.v1', facts),
    event(3, 'ticket.proposed.v1', { ...facts, proposal: first }),
    event(5, 'approval.requested.v1', { approval: approval() }),
    event(5, 'reply.released.v1', { ...base, messageId: 'rep_6', inReplyTo: 'msg_1', text: 'reply at 6', settles: 'awaiting_approval' }),
    event(6, 'reply.delivered.v1', told),
    event(7, 'case.changed.v1', { ...facts, proposal: first, case: caseOf('awaiting_approval', 1, 7, { outcome: 'approval_requested', approvals: [approval()], reply: replyOf(told) }) }),
    event(10, 'approval.decided.v1', { ...facts, proposal: first, approval: decided }),
    event(10, 'case.changed.v1', { ...facts, proposal: first, case: caseOf('proposed', 2, 10, { approvals: [decided], reply: replyOf(told) }) }),
    event(11, 'ticket.proposed.v1', { ...facts, proposal: second }),
    event(12, 'reply.released.v1', { ...base, messageId: 'rep_13', inReplyTo: 'msg_1', text: 'reply at 13', settles: 'replied' }),
    event(13, 'reply.delivered.v1', done),
    event(14, 'case.changed.v1', { ...facts, proposal: second, case: caseOf('replied', 3, 14, { outcome: 'answered', approvals: [decided], reply: replyOf(done) }) }),
    event(20, 'ticket.received.v1', { received: again.received }),
    event(21, 'ticket.classified.v1', again),
    event(22, 'conversation.taken_over.v1', held(3, 22), { subject: null }),
    event(23, 'case.changed.v1', { ...again, case: caseOf('assigned', 4, 23, { conversationRevision: 3, turn: 2, heldBy: 'Lena', approvals: [decided], reply: replyOf(done) }) }),
    event(24, 'reply.delivered.v1', delivered(2, 24, { by: 'Lena' })),
    event(25, 'conversation.released.v1', held(4, 25), { subject: null }),
    event(26, 'feedback.given.v1', { id: 'f1', ticketId, conversationId, kind: 'csat', value: '5', text: '', by: '', at: at(26) }),
  ];
}
