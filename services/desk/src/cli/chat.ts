import { randomUUID } from 'node:crypto';
import type { DeskHttp } from './desk-http.js';
import { submit, waitForSettled } from './submit.js';
import { isSettled, type Message, type Ticket } from './ticket.js';

export interface ChatSettings {
  source: string;
  id: string;
  channel: string;
  token: () => Promise<string | undefined>;
}

const patienceSeconds = 60;

/** One conversation of a customer, message by message. */
export class Chat {
  ticket: Ticket | undefined;
  readonly #seen = new Set<string>();
  #isBusy = false;

  constructor(
    private readonly desk: DeskHttp,
    private readonly settings: ChatSettings,
  ) {}

  /** Says something and answers what the desk says to it. */
  async say(text: string): Promise<Message[]> {
    this.#isBusy = true;
    try {
      const ticketId = await this.#send(text);
      this.ticket = await waitForSettled(this.desk, ticketId, patienceSeconds);
      return this.#unseen();
    } finally {
      this.#isBusy = false;
    }
  }

  /** What has been said meanwhile. */
  async news(): Promise<Message[]> {
    if (!this.ticket || this.#isBusy) return [];
    const ticket = await this.desk.get<Ticket>(`/v1/tickets/${this.ticket.ticketId}`);
    if (this.#isBusy) return [];
    this.ticket = ticket;
    return this.#unseen();
  }

  /** Where the matter stands, when it is not simply answered. */
  note(): string | undefined {
    if (!this.ticket) return undefined;
    const { ticketId, state, escalation, approval } = this.ticket;
    if (!isSettled(this.ticket)) return `${ticketId} is still ${state} after ${patienceSeconds} s`;
    if (state === 'escalated') return `with ${escalation?.queue ?? 'people'} now: ${escalation?.code ?? ''}`;
    if (state === 'awaiting_approval') return `waits for approval ${approval?.approvalId ?? ''}`;
    return state === 'replied' ? undefined : state;
  }

  async #send(text: string): Promise<string> {
    const { source, id, channel, token } = this.settings;
    const identityToken = await token();
    if (!this.ticket) {
      const { ticketId } = await submit(this.desk, { source, id, channel, text, customer: identityToken && { identityToken } });
      return ticketId;
    }
    await this.desk.post(`/v1/tickets/${this.ticket.ticketId}/messages`, { id: randomUUID(), text, identityToken });
    return this.ticket.ticketId;
  }

  #unseen(): Message[] {
    const unseen = this.ticket!.messages.filter(({ from, messageId }) => from !== 'customer' && !this.#seen.has(messageId));
    for (const { messageId } of unseen) this.#seen.add(messageId);
    return unseen;
  }
}
