import { isAtRest } from '../decide/is-at-rest.js';
import { showApprovals } from '../decide/show-approvals.js';
import { showConversation } from '../decide/show-conversation.js';
import { showTicket } from '../decide/show-ticket.js';
import type { TicketFacts } from '../decide/facts.js';
import type { ApprovalView, ConversationView, TicketView } from '../decide/ticket-view.js';
import type { Revealer } from './revealer.js';
import type { ListPlace, TicketFilter, TicketStore } from './ticket-store.js';
import type { Waiters } from './waiters.js';

/** Another process may have projected: who waits looks again this often, woken or not. */
const lookAgainMs = 1_000;
const mostApprovals = 500;

/** What people and programs see, words in place of tokens. */
export class Views {
  constructor(
    private readonly tickets: TicketStore,
    private readonly waiters: Waiters,
    private readonly revealer: Revealer,
  ) {}

  /** Once its latest turn is settled, or as it is when the time is up; undefined when it is not known now. */
  async ticket(ticketId: string, waitMs: number): Promise<TicketView | undefined> {
    const facts = await this.#settled(ticketId, Date.now() + waitMs);
    const view = facts && showTicket(facts);
    return view && this.revealer.reveal(view);
  }

  async conversation(conversationId: string): Promise<ConversationView | undefined> {
    const view = showConversation(conversationId, await this.tickets.ofConversation(conversationId));
    return view && this.revealer.reveal(view);
  }

  async list(filter: TicketFilter, after: ListPlace | undefined, limit: number): Promise<{ items: TicketView[]; next: ListPlace | null }> {
    const rows = await this.tickets.list(filter, after, limit + 1);
    const page = rows.slice(0, limit);
    const items = page.map(({ facts }) => showTicket(facts)).filter((view) => view !== undefined);
    return { items: await this.revealer.reveal(items), next: rows.length > limit ? page.at(-1)!.place : null };
  }

  /** What expires first comes first. */
  async approvals(status: string | undefined): Promise<ApprovalView[]> {
    const tickets = await this.tickets.withApproval(status, mostApprovals);
    const approvals = tickets.flatMap(showApprovals).filter((approval) => !status || approval.status === status);
    return this.revealer.reveal(approvals.sort((a, b) => (a.expiresAt ?? '').localeCompare(b.expiresAt ?? '')));
  }

  async #settled(ticketId: string, end: number): Promise<TicketFacts | undefined> {
    for (;;) {
      const left = Math.max(0, end - Date.now());
      // Begins to listen before it looks, or news in between would be missed.
      const news = this.waiters.listen(ticketId, Math.min(left, lookAgainMs));
      const facts = await this.tickets.find(ticketId);
      if (facts && left > 0 && !this.waiters.closed && !isAtRest(facts)) await news.came;
      else return (news.stop(), facts);
    }
  }
}
