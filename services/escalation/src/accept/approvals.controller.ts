import { Body, Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { Cause, OutgoingEvent } from '@deskhand/bus/delivery.js';
import { Bus } from '@deskhand/bus/bus.js';
import { Problem } from '@deskhand/kit/problem.js';
import { plain, printable, text } from '@deskhand/kit/text.js';
import { z } from 'zod';
import type { HeldApproval } from '../decide/case.js';
import { decideApproval, type Decided, type Verdict } from '../decide/decide-approval.js';
import { begin } from '../decide/story.js';
import { CaseKeeper } from '../perform/case-keeper.js';
import type { StoredApproval } from '../perform/case-store.js';
import { Fingerprint } from '../perform/fingerprint.js';
import { Vault } from '../perform/vault.js';
import { EscalationView } from '../perform/view.js';
import { type ApprovalAnswer, showApproval } from './show-approval.js';

const approveShape = z.object({ by: printable(200), text: text(20_000).optional() });
const rejectShape = z.object({ by: printable(200), reason: plain(2_000).optional() });

/** Who calls, where the bearer is a person's token (see the kit's HTTP guard). */
interface Caller {
  person?: string;
}

interface Done {
  decided: Decided;
  events: readonly OutgoingEvent[];
  time: string;
}

/** People decide. */
@Controller('v1/approvals')
export class ApprovalsController {
  constructor(
    @Inject(Bus) private readonly bus: Bus,
    @Inject(CaseKeeper) private readonly cases: CaseKeeper,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Fingerprint) private readonly fingerprint: Fingerprint,
    @Inject(EscalationView) private readonly view: EscalationView,
  ) {}

  @Post(':id/approve')
  @HttpCode(200)
  approve(@Param('id') id: string, @Body({ schema: approveShape }) body: z.infer<typeof approveShape>, @Req() caller: Caller): Promise<ApprovalAnswer> {
    return this.decide({ approvalId: id, verdict: 'approved', by: body.by, text: body.text ?? '', reason: '' }, caller);
  }

  @Post(':id/reject')
  @HttpCode(200)
  reject(@Param('id') id: string, @Body({ schema: rejectShape }) body: z.infer<typeof rejectShape>, @Req() caller: Caller): Promise<ApprovalAnswer> {
    return this.decide({ approvalId: id, verdict: 'rejected', by: body.by, text: '', reason: body.reason ?? '' }, caller);
  }

  private async decide(word: Verdict, { person }: Caller): Promise<ApprovalAnswer> {
    if (person !== undefined && person !== word.by) throw new Problem(403, 'Not you', `This token is ${person}'s: decide as ${person}, or use ${word.by}'s own token.`);
    const stored = word.approvalId.includes('\0') ? undefined : await this.cases.store.approval(word.approvalId);
    if (!stored) throw new Problem(404, 'No such approval', `There is no approval ${word.approvalId}: GET /v1/approvals?status=pending lists those that wait.`);
    const tokenised = await this.tokenise(word, stored);
    const stale = await this.isStale(word, stored);
    const { decided, events, time } = await this.bus.write('escalation', stored.conversationId, (cause) => this.judge(cause, tokenised, stored, stale), {
      subject: stored.ticketId,
      lane: stored.lane,
    });
    await this.view.apply(events, time);
    const { refused, story } = decided;
    if (refused) throw new Problem(refused.status, refused.status === 403 ? 'Not allowed' : 'Decided already', refused.detail);
    return showApproval(findApproval(story.case.approvals, word.approvalId)!, (texts) => this.vault.reveal(texts));
  }

  private async judge(cause: Cause, word: Verdict, { ticketId, conversationId, facts }: StoredApproval, stale: boolean) {
    const { record, ...stored } = await this.cases.store.find(ticketId, conversationId);
    if (!record) throw new Error(`the approval ${word.approvalId} has no case`);
    const setting = this.cases.setting(cause, ticketId, stored);
    const decided = decideApproval(begin(record), word, { facts, stale, people: setting.catalogue.policies.people }, setting);
    const outcome = this.cases.outcome(cause, record, decided.story);
    const result: Done = { decided, events: outcome.events, time: cause.time };
    return { ...outcome, result };
  }

  private async tokenise(word: Verdict, { conversationId }: StoredApproval): Promise<Verdict> {
    const [text, reason] = await Promise.all([this.vault.tokenise(conversationId, word.text), this.vault.tokenise(conversationId, word.reason)]);
    return { ...word, text, reason };
  }

  /** Asked before the conversation's lane is entered: the shop may take its time. */
  private async isStale({ approvalId, verdict }: Verdict, { ticketId, conversationId, facts }: StoredApproval): Promise<boolean> {
    if (verdict === 'rejected') return false;
    const { record } = await this.cases.store.find(ticketId, conversationId);
    const approval = record && findApproval(record.approvals, approvalId);
    return approval?.status === 'pending' && approval.action !== undefined ? this.fingerprint.isStale(approval.action, facts.received) : false;
  }
}

function findApproval(approvals: readonly HeldApproval[], id: string): HeldApproval | undefined {
  return approvals.find(({ approvalId }) => approvalId === id);
}
