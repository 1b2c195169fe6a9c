import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Problem } from '@deskhand/kit/problem.js';
import type { PublicKey } from '../verify/manifest-file.js';
import { Manifests } from '../perform/manifests.js';
import { TicketStore } from '../perform/ticket-store.js';

/** Why the desk did what it did, signed: for whoever wants to check it without the desk. */
@Controller('v1')
export class ManifestController {
  constructor(
    @Inject(Manifests) private readonly manifests: Manifests,
    @Inject(TicketStore) private readonly tickets: TicketStore,
  ) {}

  /** The chain of the ticket's whole conversation: a part of it would not verify. JSON lines, byte for byte as they were signed. */
  @Get('tickets/:ticketId/manifests')
  async ofTicket(@Param('ticketId') ticketId: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const facts = await this.tickets.find(ticketId);
    if (!facts?.identity) throw new Problem(404, 'No such ticket', 'This desk has no ticket of that id: use the ticketId that the submission was answered with.');
    void reply.header('content-type', 'application/x-ndjson; charset=utf-8');
    return this.manifests.file(facts.conversationId, new Date().toISOString());
  }

  @Get('manifest-key')
  keys(): Promise<{ current: PublicKey; keys: PublicKey[] }> {
    return this.manifests.publicKeys();
  }
}
