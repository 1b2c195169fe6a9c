import { outgoing } from '@deskhand/bus/outgoing.js';
import type { Cause, Outcome, OutgoingEvent } from '@deskhand/bus/delivery.js';
import { Problem } from '@deskhand/kit/problem.js';
import type { Metrics } from '@deskhand/kit/metrics.js';
import { acceptMessage, type Arrival } from '../decide/accept-message.js';
import { canonicalJson } from '../decide/canonical-json.js';
import { contentOf } from '../decide/content-of.js';
import type { LaneTable } from '@deskhand/bus/lane-table.js';
import { drawLane, drawShadow } from '../decide/draw-lane.js';
import type { CodeVerdict } from '../decide/judge-code.js';
import { judgeIdentity, type TokenVerdict } from '../decide/judge-identity.js';
import type { Submission } from '../decide/submission.js';
import type { CodeDesk } from './code-desk.js';
import type { Arrived, ConversationStore } from './conversation-store.js';
import { keepConversation, keepMessage, nextTurn, openTicket } from './conversation-writes.js';
import { customerMessageId, ticketIdOf } from './derive-ids.js';
import type { Tokenised, Vault } from './vault.js';
import { verifyIdentity } from './verify-identity.js';

export interface Taken {
  ticketId: string;
  conversationId: string;
  messageId: string;
  /** None when the same came before. */
  events: readonly OutgoingEvent[];
}

export interface FurtherMessage {
  id: string;
  text: string;
  identityToken?: string | undefined;
}

export interface IntakeSettings {
  identitySecret: Uint8Array;
  authenticationIdleMs: number;
  lanes: Pick<LaneTable, 'current'>;
}

interface Who {
  source: string;
  identityToken: string | undefined;
  dryRun: boolean;
  code: CodeVerdict;
}

type Origin = Pick<Cause, 'key' | 'subject'>;

/** Gathers what a customer's message meets, has it judged, and answers what to commit. The same for every way in. */
export class Intake {
  constructor(
    private readonly store: ConversationStore,
    private readonly vault: Vault,
    private readonly codes: CodeDesk,
    private readonly metrics: Metrics,
    private readonly settings: IntakeSettings,
  ) {}

  /** @param now the request's arrival or the record's append time. @throws Problem 409 when the pair came before with other content */
  async ticket(submission: Submission, now: string, dryRun = false): Promise<Outcome & { result: Taken }> {
    const { source, id, channel = 'api', customer, metadata = {} } = submission;
    const conversationId = submission.conversationId ?? `${source}:${id}`;
    const ticketId = ticketIdOf(source, id);
    const messageId = customerMessageId(ticketId, null);
    const content = this.vault.contentHash(contentOf(submission));
    const known = await this.store.arrived(messageId, ticketId, conversationId);
    if (known.ticket) return repeat(known.ticket, messageId, known.ticket.content === content, `The ticket "${id}" of "${source}"`);
    const names = Object.keys(metadata);
    const code = this.codes.judge(submission.text, known, source, now);
    // A code is kept nowhere, whatever it was typed into.
    const hide = (value: string) => this.codes.judge(value, known, source, now).text;
    const tokenised = await this.vault.tokenise(conversationId, [
      { text: code.text, customerName: customer?.name },
      { text: hide(submission.subject ?? ''), customerName: customer?.name },
      { text: customer?.email ?? '', kind: 'email' },
      { text: customer?.name ?? '', kind: 'person' },
      ...names.map((name) => ({ text: hide(metadata[name]!), customerName: customer?.name })),
    ]);
    const [text, subject, email, name, ...values] = tokenised.texts as [string, string, string, string, ...string[]];
    const opens = {
      ticketId, conversationId, source, sourceId: id, channel, subject, content, dryRun,
      metadata: Object.fromEntries(names.map((key, at) => [key, values[at]!])),
      customer: { id: customer?.id, email: email || undefined, name: name || undefined },
    };
    return this.#accept({ messageId, text, content, at: now, opens }, known, tokenised, { source, identityToken: customer?.identityToken, dryRun, code });
  }

  /** @throws Problem 404 for an unknown ticket, 409 when the id came before with other content */
  async message(ticketId: string, { id, text: said, identityToken }: FurtherMessage, now: string): Promise<Outcome & { result: Taken }> {
    const messageId = customerMessageId(ticketId, id);
    const known = await this.store.arrived(messageId, ticketId, '');
    if (!known.ticket) throw unknownTicket(ticketId);
    const { conversationId, source, dryRun } = known.ticket;
    const content = this.vault.contentHash(canonicalJson({ id, text: said }));
    if (known.repeated) return repeat(known.ticket, messageId, known.repeated.content === content, `The message "${id}"`);
    const code = this.codes.judge(said, known, source, now);
    const tokenised = await this.vault.tokenise(conversationId, [{ text: code.text }]);
    return this.#accept({ messageId, text: tokenised.texts[0]!, content, at: now }, known, tokenised, { source, identityToken, dryRun, code });
  }

  async #accept(
    arrival: Arrival,
    known: Arrived,
    { writes, committed, forged }: Tokenised,
    who: Who,
  ): Promise<Outcome & { result: Taken }> {
    const { identitySecret, authenticationIdleMs: idleMs, lanes } = this.settings;
    const proof = await verifyIdentity(identitySecret, who.identityToken, new Date(arrival.at));
    const verdict = proveByCode(proof, who.code);
    const identity = judgeIdentity({ verdict, conversation: known.conversation, source: who.source, now: arrival.at, idleMs, dryRun: who.dryRun });
    const conversationId = (known.ticket ?? arrival.opens)!.conversationId;
    const code = this.codes.stateOf(who.code, arrival, known, { authenticated: identity.authenticated, source: who.source, dryRun: who.dryRun });
    if (code === 'wrong') identity.note ||= 'The one-time code is not the right one, or no longer good.';
    const { conversation, ticket, message, received } = acceptMessage({ ...arrival, code }, known, identity, drawLane(conversationId, lanes.current, arrival.opens?.metadata ?? {}));
    const cause = { id: message.messageId, lane: conversation.lane, key: conversationId, subject: ticket.ticketId } satisfies Origin & Partial<Cause>;
    const events = [outgoing(cause, 'ticket.received.v1', { received })];
    // The shadow is asked what it would do; a dry run does nothing.
    if (conversation.lane === 'stable' && drawShadow(conversationId, lanes.current))
      events.push(outgoing(cause, 'ticket.received.v1', { received: { ...received, dryRun: true } }, { n: 'shadow', lane: 'shadow' }));
    return {
      events,
      writes: [...writes, ...this.codes.writes(who.code, code, arrival.text, known, arrival.at), keepConversation(conversation), known.ticket ? nextTurn(ticket) : openTicket(ticket), keepMessage(message)],
      result: { ticketId: ticket.ticketId, conversationId, messageId: message.messageId, events },
      afterCommit: () => {
        committed();
        if (code === 'wrong') this.metrics.guardrailTriggers.inc({ rule: 'wrong_code' });
        if (verdict.kind !== 'absent' && !identity.authenticated) this.metrics.guardrailTriggers.inc({ rule: 'identity_refused' });
        if (forged > 0) this.metrics.guardrailTriggers.inc({ rule: 'forged_token' }, forged);
      },
    };
  }
}

/** A good code counts where no good token came with it. */
function proveByCode(proof: TokenVerdict, { kind, changed }: CodeVerdict): TokenVerdict {
  return proof.kind !== 'valid' && kind === 'accepted' && changed?.customerId ? { kind: 'valid', customerId: changed.customerId } : proof;
}

export function unknownTicket(ticketId: string): Problem {
  return new Problem(404, 'Unknown ticket', `There is no ticket "${ticketId.slice(0, 200)}": use the ticketId that POST /v1/tickets answered.`);
}

function repeat({ ticketId, conversationId }: { ticketId: string; conversationId: string }, messageId: string, same: boolean, what: string): Outcome & { result: Taken } {
  if (!same) throw new Problem(409, 'Other content', `${what} was taken before with other content: send it under a new id.`);
  return { events: [], writes: [], result: { ticketId, conversationId, messageId, events: [] } };
}
