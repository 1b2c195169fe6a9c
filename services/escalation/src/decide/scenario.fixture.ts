import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { shippedDir } from '@deskhand/catalogue/shipped-catalogue.fixture.js';
import type { ActionRequest, Proposal } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { Grounding } from '@deskhand/contracts/gen/events/deskhand/retrieval/v1/events.js';
import type { Payload, TopicName } from '@deskhand/contracts/topics.js';
import { addMilliseconds } from './add-milliseconds.js';
import { carryOut } from './carry-out.js';
import type { CaseRecord, ConversationChange, Facts, Setting, Story } from './case.js';
import { decideApproval, type Decided, type Ground, type Verdict } from './decide-approval.js';
import { changeConversation } from './change-conversation.js';
import { fireTimers } from './fire-timers.js';
import { hearTurn } from './hear-turn.js';
import { judgeCause } from './judge-cause.js';
import { judgeProposal } from './judge-proposal.js';
import { settleTurn } from './settle-turn.js';
import { begin } from './story.js';
import { takeClosure } from './take-closure.js';

export const shipped: Catalogue = loadCatalogue(shippedDir);
export const start = '2026-11-20T10:00:00.000Z';

export function received(turn = 1, more: Partial<Received> = {}): Received {
  return {
    ticketId: 'tkt_1', conversationId: 'c-1', source: 'test', sourceId: '1', channel: 'api', messageId: `msg_in_${turn}`, turn, revision: turn, epoch: 0,
    subject: '', text: 'Please refund my order 12345', history: [], authenticated: true, customerId: 'cus_1', identityNote: '', metadata: {},
    receivedAt: start, customerMessages: turn, dryRun: false, heldBy: '', opensTicket: turn === 1,
    ...more,
  };
}

export function classified(more: Partial<Classified> = {}): Classified {
  return {
    intent: 'refund_request', confidence: 0.95, candidates: [], agent: 'support', sentiment: 'neutral', priority: 2, language: 'en', angryTurns: 0,
    entities: { orderId: ['12345'] }, repeatedQuestion: 1, legal: false, asksForHuman: false, injection: 0, toxicity: 0, unsafe: false, banned: '',
    smallTalk: '', wishes: ['refund'], otherIntents: [], rules: [], classifierVersion: 'c', catalogueVersion: 'v', reconsidered: false,
    ...more,
  };
}

export const grounding: Grounding = { passages: [], enough: true, unfiltered: false, indexVersion: 'i', query: '' };

export function proposal(more: Partial<Proposal> = {}): Proposal {
  return {
    text: 'Refunded.', kind: 'draft', citations: [], calls: [], policyApproval: false, closure: false, rules: [], promptVersion: '', model: '',
    approvalId: '', catalogueVersion: 'v', modelCalls: 0, modelTokens: 0, costUsd: '0',
    ...more,
  };
}

export function refundOf(value: string, more: Partial<ActionRequest> = {}): ActionRequest {
  const args = { orderId: '12345', amount: { value, currency: 'USD' }, reason: 'damaged' };
  return { tool: 'process_refund', arguments: args, fingerprint: 'f1', neededApprovals: 1, reference: 'R-1', ...more };
}

/** A submitted refund over the limit, as actions proposes it. */
export function submitted(value = '150.00', more: Partial<ActionRequest> = {}): Proposal {
  return proposal({ text: 'Your refund has been submitted for approval.', kind: 'fixed', action: refundOf(value, more), policyApproval: true });
}

export interface ScenarioOptions {
  mode?: 'auto' | 'suggest';
  catalogue?: Catalogue;
}

/** One ticket's life, step by step: each step is a fact, and leaves the case and what was said about it. */
export class Scenario {
  record: CaseRecord | undefined;
  change: ConversationChange | undefined;
  /** What the last step said. */
  said: Story['said'] = [];
  clock = start;
  readonly catalogue: Catalogue;
  readonly #mode: 'auto' | 'suggest';
  #step = 0;
  #revision = 0;
  #epoch = 0;

  constructor({ mode = 'auto', catalogue = shipped }: ScenarioOptions = {}) {
    this.#mode = mode;
    this.catalogue = catalogue;
  }

  get state(): string {
    return this.record?.standing.state ?? 'none';
  }

  message(more: Partial<Received> = {}): this {
    const facts = received((this.record?.turn ?? 0) + 1, { revision: ++this.#revision, epoch: this.#epoch, heldBy: this.record?.heldBy ?? '', ...more });
    return this.take((setting) => hearTurn(this.#known, facts, setting));
  }

  /** The turn's facts as the other services would add them. */
  facts(proposed: Proposal = proposal(), about: Partial<Classified> = {}): Required<Facts> {
    return { received: this.record!.received, classified: classified(about), grounding, proposal: proposed };
  }

  proposed(proposed: Proposal = proposal(), about: Partial<Classified> = {}): this {
    return this.hear(this.facts(proposed, about));
  }

  hear(facts: Required<Facts>): this {
    const judge = facts.proposal!.approvalId ? carryOut : judgeProposal;
    return this.take((setting) => judge(hearTurn(this.#known, facts.received, setting), facts, setting));
  }

  cause(code: string, about: Partial<Facts> = { classified: classified() }, by = 'intent'): this {
    const facts = { received: this.record!.received, ...about };
    return this.take((setting) => judgeCause(hearTurn(this.#known, facts.received, setting), facts, { code, reason: '', by }, setting));
  }

  /** The reply that the case waits for has arrived; or another one, named. */
  delivered(more: { messageId?: string; by?: string; text?: string } = {}): this {
    const messageId = more.messageId ?? this.record!.settling?.messageId ?? 'msg_other';
    const reply = { messageId, inReplyTo: 'msg_in_1', by: 'bot', text: 'told', citations: [], at: this.clock, ...more };
    return this.take((setting) => settleTurn(begin(this.record!), reply, setting));
  }

  people(kind: ConversationChange['kind'], by = 'Lena', more: Partial<ConversationChange> = {}): this {
    this.change = {
      kind, by, conversationId: 'c-1', epoch: ++this.#epoch, revision: ++this.#revision, at: this.clock, ticketIds: ['tkt_1'],
      ...more,
    };
    return this.record ? this.take((setting) => changeConversation(begin(this.record!), this.change!, setting)) : this;
  }

  closure(value: 'solved' | 'not_solved'): this {
    return this.take((setting) => takeClosure(begin(this.record!), value, setting));
  }

  later(milliseconds: number): this {
    this.clock = addMilliseconds(this.clock, milliseconds);
    return this.take((setting) => fireTimers(begin(this.record!), setting));
  }

  /** The word on the latest approval. */
  decide(verdict: Verdict['verdict'], by = 'Lena', more: Partial<Verdict> & Partial<Ground> = {}): Decided {
    const { approvalId } = this.record!.approvals.at(-1)!;
    const word = { approvalId, verdict, by, text: '', reason: '', ...more };
    const ground = { facts: this.asked, stale: false, people: this.catalogue.policies.people, ...more };
    let decided: Decided | undefined;
    this.take((setting) => (decided = decideApproval(begin(this.record!), word, ground, setting)).story);
    return decided!;
  }

  /** The facts on which the latest approval rests. */
  asked: Facts = { received: received(), classified: classified(), grounding, proposal: proposal() };

  take(judge: (setting: Setting) => Story): this {
    const n = ++this.#step;
    const ids = { message: `msg_out_${n}`, approval: `apr_${n}` };
    const { case: record, said } = judge({ catalogue: this.catalogue, mode: this.#mode, now: this.clock, clock: this.clock, ids });
    this.said = said;
    // As it is stored and read again.
    this.record = { ...(JSON.parse(JSON.stringify(record)) as CaseRecord), version: (this.record?.version ?? 0) + 1 };
    if (said.some(({ topic }) => topic === 'approval.requested.v1')) this.asked = { received: record.received, classified: record.classified, grounding: record.grounding, proposal: record.proposal };
    return this;
  }

  /** The bodies that the last step said on a topic. */
  on<T extends TopicName>(topic: T): Payload<T>[] {
    return this.said.flatMap((event) => (event.topic === topic ? [event.body as Payload<T>] : []));
  }

  get outcomes(): string[] {
    return this.on('case.changed.v1').map((body) => `${body.case?.state}:${body.case?.outcome}`);
  }

  get told(): string | undefined {
    return this.on('reply.released.v1').at(-1)?.text;
  }

  get approval() {
    return this.record?.approvals.at(-1);
  }

  get #known() {
    return { record: this.record, change: this.change, lane: 'stable' as const };
  }
}
