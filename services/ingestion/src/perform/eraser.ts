import type { Bus } from '@deskhand/bus/bus.js';
import type { Cause, Outcome, OutgoingEvent } from '@deskhand/bus/delivery.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import { Problem } from '@deskhand/kit/problem.js';
import { eraseIdentity } from '../decide/erase-identity.js';
import { answered, keepConversation } from './conversation-writes.js';
import { eraseConversation } from './erasure-writes.js';
import type { Erased, ErasureStore } from './erasure-store.js';
import type { ErasureJournal } from './erasure-journal.js';
import type { Vault } from './vault.js';
import type { View } from './view.js';

/** What the person who asked for it can keep. */
export interface Certificate {
  customerId: string;
  by: string;
  at: string;
  /** All that was ever erased of this customer, this time or before. */
  conversations: Erased[];
  erased: string[];
  remains: string[];
}

const erased = [
  'the keys of the vault, and with them every e-mail address, phone number, name, address, card, IBAN, SSN and IP address in any table, event, log or backup',
  'subjects, messages, replies, metadata and tool results of these conversations, in every table and every answer of this desk',
  'one-time codes, and the proof of who the customer was',
];
const remains = [
  'ids, times, states, figures and the ledger of what was done in the shop',
  'tokenised copies in internal topics for at most 7 days, and the public topics until their own retention ends',
];

/** Erases a customer: the keys at once, the texts here and in archive and view before the answer, everywhere else as the event is heard. */
export class Eraser {
  constructor(
    private readonly bus: Pick<Bus, 'write'>,
    private readonly store: ErasureStore,
    private readonly vault: Vault,
    private readonly view: View,
    private readonly journal: ErasureJournal,
  ) {}

  /** Nothing of the customer is left that was there when it was erased. */
  async isErased(customerId: string, at: string): Promise<boolean> {
    return (await this.store.conversationsOf(customerId, at)).length === 0;
  }

  /** @param openedBefore only what had begun by then: who was erased may have come back since. @throws Problem 503 when the keys are destroyed but the view does not answer: it still shows texts, so the same call must be made again */
  async erase(customerId: string, by: string, openedBefore?: string): Promise<Certificate> {
    const customer = this.vault.contentHash(`customer|${customerId}`);
    const ids = await this.store.conversationsOf(customerId, openedBefore);
    if (ids.length > 0 && openedBefore === undefined) this.journal.note({ customerId, by, at: new Date().toISOString() });
    for (const conversationId of ids) await this.bus.write('ingestion', conversationId, (cause) => this.#conversation(conversationId, customer, by, cause));
    for (const { event, at } of await this.store.unshown(customer))
      if (!(await this.view.apply([event], at, true)))
        throw new Problem(503, 'The view does not answer', 'The keys are destroyed, but the console does not answer and may still show texts: send this again in a moment.', { headers: { 'retry-after': '1' } });
    await this.store.shown(customer);
    const conversations = await this.store.of(customer);
    for (const { conversationId } of conversations) await this.store.eraseLog(conversationId);
    return { customerId, by, at: new Date().toISOString(), conversations, erased, remains };
  }

  async #conversation(conversationId: string, customer: string, by: string, { time: at }: Cause): Promise<Outcome & { result: undefined }> {
    const { conversation, tickets } = await this.store.whole(conversationId);
    const next = eraseIdentity(conversation, at);
    const event = erasedEvent(next, by, tickets);
    const row = { conversation_id: conversationId, revision: next.revision, customer, by, at, counts: await this.store.counts(conversationId) };
    return {
      events: [event],
      writes: [keepConversation(next), ...eraseConversation(event, row), answered(conversationId, null, next.version)],
      result: undefined,
      afterCommit: () => this.vault.forget(),
    };
  }
}

function erasedEvent({ conversationId, source, lane, epoch, revision, changedAt: at }: ReturnType<typeof eraseIdentity>, by: string, tickets: readonly { ticketId: string; turn: number }[]): OutgoingEvent {
  const conversation = { conversationId, source, by, epoch, revision, at, ticketIds: tickets.map(({ ticketId }) => ticketId), saidMessageIds: [] };
  const turns = Object.fromEntries(tickets.map(({ ticketId, turn }) => [ticketId, turn]));
  return outgoing({ id: `${conversationId}@${revision}`, lane, key: conversationId, subject: null }, 'conversation.erased.v1', { conversation, turns });
}
