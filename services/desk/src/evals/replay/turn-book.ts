import type { Proposal, ModelTranscript } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { Approval, Case, CaseEscalated, EscalationCause, ReplyReleased } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { Grounding } from '@deskhand/contracts/gen/events/deskhand/retrieval/v1/events.js';
import type { Lane } from '@deskhand/contracts/words.js';
import type { Said } from '@deskhand/escalation/decide/case.js';
import type { RecordedEvent } from './recorded-event.js';
import type { RecordedTurn } from './recorded-turn.js';
import { verdictOf } from './verdict-of.js';

/** What an event about a turn may hold. */
interface Body {
  received?: Received;
  classified?: Classified;
  grounding?: Grounding;
  proposal?: Proposal;
  transcript?: ModelTranscript;
  cause?: EscalationCause;
  case?: Case;
  approval?: Approval;
}

interface OpenTurn {
  readonly turn: RecordedTurn;
  readonly said: Said[];
}

/** What outlasts a ticket's turn. */
interface Standing {
  state: string;
  approvals: readonly Approval[];
  /** A hand-off that may be said again with the next turn. */
  handOff: string;
}

/** Topics that a replay reads. */
export const replayedTopics = [
  'ticket.received.v1', 'ticket.classified.v1', 'ticket.grounded.v1', 'ticket.proposed.v1', 'escalation.requested.v1',
  'reply.released.v1', 'approval.requested.v1', 'case.escalated.v1', 'case.changed.v1',
] as const;

/** A turn that has come to rest waits for this many others, because order holds within a topic and not across them. */
const patience = 100;
/** Turns that never come to rest (held by people, overtaken) are given up after this many newer ones. */
const mostOpen = 5_000;

/** Puts the log together turn by turn, and lets go of each as soon as it is complete: it holds the turns in work and what people have, not the log. */
export class TurnBook {
  readonly #open = new Map<string, OpenTurn>();
  readonly #newest = new Map<string, OpenTurn>();
  readonly #standing = new Map<string, Standing>();
  readonly #resting: OpenTurn[] = [];

  /** The turns that are complete by now. */
  take({ topic, lane, at, body }: RecordedEvent): RecordedTurn[] {
    const facts = body as Body;
    if (topic === 'reply.released.v1') this.#released(body as ReplyReleased);
    else if (topic === 'case.escalated.v1') this.#escalated(body as CaseEscalated);
    else if (topic === 'approval.requested.v1') this.#say(facts.approval!.ticketId, { topic, body: { approval: facts.approval } });
    else if (topic === 'case.changed.v1') this.#changed(facts);
    else if (topic === 'ticket.received.v1') this.#begin(facts.received!, at, lane);
    else this.#add(topic, facts);
    const ready = this.#resting.length > patience ? [this.#resting.shift()!] : [];
    if (this.#open.size > mostOpen) ready.push(this.#open.values().next().value!);
    return ready.map((each) => this.#close(each));
  }

  end(): RecordedTurn[] {
    this.#resting.length = 0;
    return [...this.#open.values()].map((each) => this.#close(each));
  }

  #begin(received: Received, at: string, lane: string | undefined): void {
    const key = keyOf(received);
    if (this.#open.has(key)) return;
    const { state = '', approvals = [], handOff = '' } = this.#standing.get(received.ticketId) ?? {};
    const earlier = this.#newest.get(received.ticketId);
    const overlaps = earlier !== undefined && !this.#resting.includes(earlier);
    if (overlaps) earlier.turn.isBeside = true;
    const isBeside = overlaps || received.heldBy !== '' || state === 'escalated' || state === 'assigned' || handOff !== '';
    const open: OpenTurn = { turn: { received, at, lane: (lane ?? 'stable') as Lane, approvals, isBeside }, said: [] };
    this.#open.set(key, open);
    this.#newest.set(received.ticketId, open);
  }

  #add(topic: string, { received, classified, grounding, proposal, transcript, cause }: Body): void {
    const turn = received && this.#open.get(keyOf(received))?.turn;
    // What people approved is carried out later, and no decision of the turn's.
    if (!turn || turn.cause || turn.proposal || proposal?.approvalId) return;
    if (topic === 'escalation.requested.v1') {
      if (!cause || !['intent', 'retrieval', 'actions'].includes(cause.by)) return;
      turn.cause = cause;
    }
    if (!turn.read && classified && !grounding) turn.read = classified;
    if (grounding) Object.assign(turn, { settled: classified, grounding });
    if (proposal) Object.assign(turn, { proposal, transcript });
  }

  #released(body: ReplyReleased): void {
    const open = this.#open.get(keyOf(body));
    if (body.settles === 'escalated') this.#stand(body.ticketId, { handOff: body.messageId });
    if (open && open.turn.received.messageId === body.inReplyTo) open.said.push({ topic: 'reply.released.v1', body });
  }

  #escalated(body: CaseEscalated): void {
    if (body.code !== 'sla_breached') this.#say(body.ticketId, { topic: 'case.escalated.v1', body });
  }

  #say(ticketId: string, said: Said): void {
    this.#newest.get(ticketId)?.said.push(said);
  }

  #changed({ received, case: change }: Body): void {
    if (!received || !change) return;
    this.#stand(received.ticketId, { state: change.state, approvals: change.approvals, ...(change.state !== 'proposed' && { handOff: '' }) });
    const open = change.outcome ? this.#open.get(`${received.ticketId}/${change.turn}`) : undefined;
    if (open && open.said.length > 0 && !this.#resting.includes(open)) this.#resting.push(open);
  }

  #stand(ticketId: string, change: Partial<Standing>): void {
    const standing = { state: '', approvals: [], handOff: '', ...this.#standing.get(ticketId), ...change };
    const isNothing = standing.state !== 'escalated' && standing.state !== 'assigned' && standing.handOff === '' && !standing.approvals.some(({ status }) => status === 'pending');
    if (isNothing) this.#standing.delete(ticketId);
    else this.#standing.set(ticketId, standing);
  }

  #close(open: OpenTurn): RecordedTurn {
    const { received } = open.turn;
    this.#open.delete(keyOf(received));
    if (this.#newest.get(received.ticketId) === open) this.#newest.delete(received.ticketId);
    const verdict = verdictOf(open.said);
    return { ...open.turn, isBeside: open.turn.isBeside || isOvertaken(open), ...(verdict && { verdict }) };
  }
}

/** People or a clock had the last word, about something that had waited before. */
function isOvertaken({ turn: { cause }, said }: OpenTurn): boolean {
  return said.some(({ topic, body }) => topic === 'case.escalated.v1' && body.code !== cause?.code && body.code !== 'low_confidence');
}

function keyOf({ ticketId, turn }: Pick<Received, 'ticketId' | 'turn'>): string {
  return `${ticketId}/${turn}`;
}
