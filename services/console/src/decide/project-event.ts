import type { Approval } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import { addCalls } from './add-calls.js';
import { bodyOf } from './body-of.js';
import type { CaseFact, ClassifiedFact, HoldFact, ProposalFact, Ranked, SeenEvent, TicketFacts, TimelineFact, TurnFact } from './facts.js';
import { type FactsInEvent, factsInEvent } from './facts-in-event.js';
import { newestOf } from './newest-of.js';
import { noFacts } from './no-facts.js';
import { stageOfEvent } from './stage-of-event.js';
import { summariseEvent } from './summarise-event.js';

const longestTimeline = 400;

/** What is known of a ticket once this event is known too; the same facts when it was known before. */
export function projectEvent(before: TicketFacts | undefined, event: SeenEvent, ticketId: string): TicketFacts {
  const facts = before ?? noFacts(ticketId, event.key);
  if (facts.timeline[event.id]) return facts;
  return withTimeline(withConversation(withFlat(withFacts(facts, event), event), event), event);
}

function withFacts(facts: TicketFacts, event: SeenEvent): TicketFacts {
  const { received, classified, grounding, proposal, approval, case: state } = factsInEvent(event);
  const stage = stageOfEvent(event);
  const turn = received?.turn ?? state?.turn ?? 0;
  const rank = [turn, stage.level, state?.revision ?? 0];
  const identity = received && { source: received.source, sourceId: received.sourceId, channel: received.channel, lane: event.lane };
  return {
    ...facts,
    identity: newestOf(facts.identity, identity && { rank: [turn], value: identity }),
    turns: received ? { ...facts.turns, [turn]: facts.turns[turn] ?? turnFact(received) } : facts.turns,
    stage: newestOf(facts.stage, received && stage.reached ? { rank: [turn, stage.reached], value: null } : null),
    classified: newestOf(facts.classified, classified && { rank, value: classifiedFact(classified) }),
    passages: newestOf(facts.passages, grounding && { rank, value: (grounding.passages ?? []).slice(0, 3).map(({ text: _text, ...passage }) => passage) }),
    proposal: newestOf(facts.proposal, proposal && { rank: [turn, proposal.approvalId ? 1 : 0, ...rank], value: proposalFact(proposal) }),
    calls: addCalls(facts.calls, proposal?.calls ?? [], turn),
    approvals: withApprovals(facts.approvals, [...(approval ? [approval] : []), ...(state?.approvals ?? [])], state?.revision ?? 0),
    case: newestOf(facts.case, state && { rank: [state.revision], value: caseFact(state) }),
  };
}

/** Events that are about one thing only. */
function withFlat(facts: TicketFacts, event: SeenEvent): TicketFacts {
  const released = bodyOf(event, 'reply.released.v1');
  if (released) {
    const { messageId, text, citations, turn, epoch } = released;
    return { ...facts, released: { ...facts.released, [messageId]: { text, citations: citations ?? [], turn, epoch } } };
  }
  const escalated = bodyOf(event, 'case.escalated.v1');
  if (escalated) {
    const { action, queue, level, code, reason, summary, customerSentiment, attemptedResolutions, at } = escalated;
    const value = { action, queue, level, code, reason, summary, customerSentiment, attemptedResolutions: attemptedResolutions ?? [] };
    return { ...facts, escalated: newestOf(facts.escalated, { rank: [Date.parse(at)], value }) };
  }
  const given = bodyOf(event, 'feedback.given.v1');
  if (given) return { ...facts, feedback: { ...facts.feedback, [given.id]: { kind: given.kind, value: given.value, by: given.by, at: given.at } } };
  return withDelivered(facts, event);
}

/** The case repeats what was delivered: where topics overtake each other a settled ticket still shows its reply. */
function withDelivered(facts: TicketFacts, event: SeenEvent): TicketFacts {
  const delivered = bodyOf(event, 'reply.delivered.v1');
  const told = delivered ? { ...delivered, deliveredAt: delivered.at } : factsInEvent(event).case?.reply;
  if (!told) return facts;
  const { messageId, by, text, citations, inReplyTo, deliveredAt: at } = told;
  // On Kafka the bot's words are not taken from the public topic: what comes without words replaces none.
  const fact = { rank: [text === '' ? -1 : delivered ? 1 : 0], value: { by, text, citations: citations ?? [], inReplyTo, at } };
  return { ...facts, delivered: { ...facts.delivered, [messageId]: newestOf(facts.delivered[messageId], fact)! } };
}

const holdKinds: Partial<Record<SeenEvent['topic'], HoldFact['kind']>> = {
  'conversation.taken_over.v1': 'taken_over',
  'conversation.released.v1': 'released',
  'conversation.resolved.v1': 'resolved',
};

function withConversation(facts: TicketFacts, event: SeenEvent): TicketFacts {
  const kind = holdKinds[event.topic];
  const { conversation } = factsInEvent(event);
  if (!kind || !conversation) return facts;
  const { by, at, source, epoch, revision, ticketIds } = conversation;
  return { ...facts, holds: { ...facts.holds, [revision]: { kind, by, at, source, epoch, latest: ticketIds?.at(-1) === facts.ticketId } } };
}

function withTimeline(facts: TicketFacts, event: SeenEvent): TicketFacts {
  const entry: TimelineFact = { at: event.at, topic: event.topic, summary: summariseEvent(event) };
  const timeline = { ...facts.timeline, [event.id]: entry };
  const ids = Object.keys(timeline);
  if (ids.length > longestTimeline) delete timeline[ids.reduce((oldest, id) => (isBefore(timeline, id, oldest) ? id : oldest))];
  return { ...facts, timeline };
}

function isBefore(timeline: Readonly<Record<string, TimelineFact>>, id: string, other: string): boolean {
  const [a, b] = [timeline[id]!.at, timeline[other]!.at];
  return a === b ? id < other : a < b;
}

function turnFact({ messageId, text, ownText, receivedAt, revision, authenticated, heldBy }: NonNullable<FactsInEvent['received']>): TurnFact {
  return { messageId, text, ...(ownText !== undefined && { ownText }), at: receivedAt, revision, authenticated, heldBy };
}

function classifiedFact(classified: NonNullable<FactsInEvent['classified']>): ClassifiedFact {
  const { intent, confidence, candidates, agent, sentiment, priority, entities, rules, classifierVersion, catalogueVersion, cascade } = classified;
  return { intent, confidence, candidates: candidates ?? [], agent, sentiment, priority, entities, rules: rules ?? [], classifierVersion, catalogueVersion, ...(cascade && { cascade }) };
}

function proposalFact({ rules, promptVersion, model, catalogueVersion }: NonNullable<FactsInEvent['proposal']>): ProposalFact {
  return { rules: rules ?? [], promptVersion, model, catalogueVersion };
}

function caseFact(state: NonNullable<FactsInEvent['case']>): CaseFact {
  const { turn, revision, conversationRevision, heldBy, at, suggestion, escalation, outcome, resolvedBy } = state;
  return { state: state.state, turn, revision, conversationRevision, heldBy, at, suggestion, outcome, resolvedBy, escalation: escalation ?? null };
}

/** A final word beats a pending one; of two, the one with more decisions, then the newer case's. */
function withApprovals(before: TicketFacts['approvals'], approvals: readonly Approval[], revision: number): TicketFacts['approvals'] {
  const after: Record<string, Ranked<Approval>> = { ...before };
  for (const approval of approvals) {
    const rank = [approval.status === 'pending' ? 0 : 1, approval.decisions?.length ?? 0, revision];
    after[approval.approvalId] = newestOf(after[approval.approvalId], { rank, value: approval })!;
  }
  return after;
}
