import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { Problem } from '@deskhand/kit/problem.js';
import type { z } from 'zod';
import type { ApprovalView, ConversationView, TicketView } from '../decide/ticket-view.js';
import { CatchUp } from '../perform/catch-up.js';
import { Views } from '../perform/views.js';
import { approvalsQuery, cursorOf, ticketQuery, ticketsQuery } from './query-schemas.js';

const usualPage = 50;

/** The GETs of the contract: tickets, approvals, conversations. */
@Controller('v1')
export class TicketViewController {
  constructor(
    @Inject(Views) private readonly views: Views,
    @Inject(CatchUp) private readonly catchUp: CatchUp,
  ) {}

  @Get('tickets')
  async list(@Query({ schema: ticketsQuery }) query: z.infer<typeof ticketsQuery>): Promise<{ items: TicketView[]; next: string | null }> {
    const { after, limit = usualPage, ...filter } = query;
    const { items, next } = await this.views.list(filter, after, limit);
    return { items, next: next && cursorOf(next) };
  }

  @Get('tickets/:ticketId')
  async ticket(@Param('ticketId') ticketId: string, @Query({ schema: ticketQuery }) { wait = 0 }: z.infer<typeof ticketQuery>): Promise<TicketView> {
    const view = await this.views.ticket(ticketId, wait * 1_000);
    if (!view) throw this.#unknown('No such ticket', 'This desk has no ticket of that id: use the ticketId that the submission was answered with.');
    return view;
  }

  @Get('approvals')
  async approvals(@Query({ schema: approvalsQuery }) { status }: z.infer<typeof approvalsQuery>): Promise<{ items: ApprovalView[] }> {
    return { items: await this.views.approvals(status) };
  }

  @Get('conversations/:conversationId')
  async conversation(@Param('conversationId') conversationId: string): Promise<ConversationView> {
    const view = await this.views.conversation(conversationId);
    if (!view) throw this.#unknown('No such conversation', 'This desk has no conversation of that id; in a path it must be percent-encoded.');
    return view;
  }

  /** What was written while the view was away may still be on its way to it: the front asks again, as it does of a service that stops. */
  #unknown(title: string, detail: string): Problem {
    if (this.catchUp.reasons().length === 0) return new Problem(404, title, detail);
    return new Problem(503, 'Starting', 'The view is still reading what happened while it was away: try again in a second.', { headers: { 'retry-after': '1', connection: 'close' } });
  }
}
