import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import { write } from '@deskhand/bus/statement.js';
import { eraseTexts } from '@deskhand/contracts/erase-texts.js';
import { z } from 'zod';
import { eraseConversation } from '../decide/erase-conversation.js';
import { CaseKeeper } from '../perform/case-keeper.js';
import { overwriteApproval, saveConversation } from '../perform/case-statements.js';
import { changeShape } from './conversation-changed.js';
import { parse } from './parse-facts.js';

const erasedShape = changeShape.extend({ turns: z.record(z.string(), z.int()).default({}) });

/** A customer is erased: nothing of theirs waits any more, and what cases and approvals rest on is overwritten. */
@Controller()
export class EscalationConversationErased {
  constructor(@Inject(CaseKeeper) private readonly cases: CaseKeeper) {}

  @Hears('escalation', 'conversation.erased.v1')
  async erased(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    const { conversation, turns } = parse(erasedShape, body);
    const change = { kind: 'resolved' as const, ...conversation, erased: { turns, at: conversation.at } };
    const { conversationId, revision } = change;
    const { records, clock } = await this.cases.store.ofConversation(conversationId, change.ticketIds);
    const outcomes = records.map((record) => this.cases.outcome(delivery, record, eraseConversation(record, change, this.cases.setting(delivery, record.ticketId, { clock }))));
    const approvals = await this.cases.store.approvalFacts(conversationId);
    return {
      events: outcomes.flatMap(({ events }) => events),
      writes: [
        ...outcomes.flatMap(({ writes }) => writes),
        ...approvals.map(({ approvalId, facts }) => write(overwriteApproval, { approval_id: approvalId, facts: eraseTexts(facts) })),
        write(saveConversation, { conversation_id: conversationId, revision, change }),
      ],
      afterCommit: () => outcomes.forEach(({ afterCommit }) => afterCommit?.()),
    };
  }
}
