import type { KnownCase } from './describe-outcome.js';

export const at = (second: number) => new Date(Date.parse('2026-11-20T12:00:00.000Z') + second * 1_000).toISOString();

type More = { received?: Partial<KnownCase['received']>; case?: Partial<KnownCase['case']> } & Partial<Pick<KnownCase, 'classified' | 'proposal'>>;

/** A refund that was answered, four seconds after the customer wrote. */
export function answered(more: More = {}): KnownCase {
  return {
    received: {
      ticketId: 'tkt_1', conversationId: 'shop:1', source: 'shop', sourceId: '1', channel: 'email', messageId: 'msg_1', turn: 1, revision: 1, epoch: 0,
      subject: 'secret subject', text: 'secret text', history: [], authenticated: true, customerId: 'cus_secret', identityNote: '', metadata: { tier: 'secret tier' },
      receivedAt: at(0), customerMessages: 1, dryRun: false, heldBy: '', opensTicket: true,
      ...more.received,
    },
    classified: 'classified' in more ? more.classified : {
      intent: 'refund_request', confidence: 0.97, candidates: [], agent: 'support', sentiment: 'neutral', priority: 2, entities: { email: ['secret entity'] }, language: 'en',
      angryTurns: 0, repeatedQuestion: 1, legal: false, asksForHuman: false, injection: 0, toxicity: 0, unsafe: false, banned: '', smallTalk: '', wishes: [],
      otherIntents: [], rules: [], classifierVersion: 'c', catalogueVersion: 'k', reconsidered: false,
    },
    grounding: undefined,
    proposal: 'proposal' in more ? more.proposal : {
      text: 'secret draft', kind: 'draft', citations: [], policyApproval: false, closure: false, rules: [], promptVersion: '', model: 'm', approvalId: '', catalogueVersion: 'k',
      modelCalls: 2, modelTokens: 900, costUsd: '0.0031',
      calls: [
        { tool: 'lookup_order', kind: 'read', status: 'succeeded', arguments: { orderId: '12345' }, result: { total: { value: '99.00', currency: 'USD' } }, idempotencyKey: '', at: at(1) },
        { tool: 'process_refund', kind: 'write', status: 'succeeded', arguments: { orderId: '12345', amount: { value: '24.90', currency: 'USD' } }, idempotencyKey: 'k', at: at(2) },
      ],
    },
    case: {
      state: 'replied', previousState: 'proposed', revision: 1, conversationRevision: 1, turn: 1, outcome: 'answered', resolvedBy: 'bot', approvals: [],
      reply: { messageId: 'rep_1', inReplyTo: 'msg_1', by: 'bot', text: 'secret reply', deliveredAt: at(3), citations: ['a', 'b', 'a'].map((documentId) => ({ documentId, title: '', section: '', version: '', score: 1 })) },
      firstReplyAt: at(3), at: at(4), heldBy: '', suggestion: '',
      ...more.case,
    },
  };
}
