import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { Delivery, Outcome } from '@deskhand/bus/delivery.js';
import { Hears } from '@deskhand/bus/hears.js';
import { outgoing } from '@deskhand/bus/outgoing.js';
import type { ToolName } from '@deskhand/catalogue/tool-names.js';
import type { ToolCall } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { ApprovalDecided } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { EscalationCode } from '@deskhand/contracts/words.js';
import { Permanent } from '@deskhand/kit/errors.js';
import { proposeApproved } from '../decide/propose-approved.js';
import type { DoneCall } from '../decide/turn.js';
import { approvedAtOf } from '../perform/approved-at-of.js';
import { ConfirmationMail } from '../perform/confirmation-mail.js';
import { TurnFactory } from '../perform/turn-factory.js';
import { TurnRunner } from '../perform/turn-runner.js';
import { parseFacts } from './parse-facts.js';

const nothing: Outcome = { events: [], writes: [] };

/** People have decided: an approved action is done now, if the order is still what they approved. */
@Controller()
export class ApprovalDecidedController {
  constructor(
    @Inject(TurnFactory) private readonly turns: TurnFactory,
    @Inject(TurnRunner) private readonly runner: TurnRunner,
    @Inject(ConfirmationMail) private readonly mail: ConfirmationMail,
  ) {}

  @Hears('actions', 'approval.decided.v1')
  async decided(@Payload() body: unknown, @Ctx() delivery: Delivery): Promise<Outcome> {
    const event = parseFacts<ApprovalDecided>(body);
    const { approval, proposal, received, classified, grounding } = event;
    if (!approval || !proposal) throw new Permanent('the decision names no approval');
    const { action } = approval;
    // Without an action the draft is all there is, and whoever released it sends it; a no is handed to people elsewhere.
    if (approval.status !== 'approved' || !action) return nothing;
    const turn = await this.turns.make(event, delivery.appendedAt);
    const call = { tool: action.tool as ToolName, arguments: action.arguments ?? {} };
    const written = await this.runner.carryOut(turn, call, { approvalId: approval.approvalId, fingerprint: action.fingerprint, at: approvedAtOf(approval) });
    if (written !== 'stale' && written.status === 'succeeded') {
      await this.mail.send(turn, approval, written);
      const done = proposeApproved(turn, approval, written, proposal.calls.map(toDoneCall));
      return { events: [outgoing(delivery, 'ticket.proposed.v1', { received, classified, grounding, proposal: done })], writes: [] };
    }
    const cause = { ...explain(written), by: 'actions' };
    return { events: [outgoing(delivery, 'escalation.requested.v1', { received, classified, grounding, proposal, cause })], writes: [] };
  }
}

function explain(written: DoneCall | 'stale'): { code: EscalationCode; reason: string } {
  if (written === 'stale') return { code: 'approval_expired', reason: 'The order is not what was approved any more: nothing was done.' };
  if (written.status === 'unknown') return { code: 'effect_unknown', reason: `Whether ${written.tool} took effect is not known.` };
  const code = written.refusal?.code;
  if (code === 'superseded') return { code: 'approval_expired', reason: 'A person took the conversation over after it was approved: nothing was done.' };
  if (code === 'paused') return { code: 'tool_failed', reason: written.refusal?.words ?? '' };
  if (written.status === 'refused') return { code: 'approval_expired', reason: `The shop refused ${written.tool} (${code}): nothing was done.` };
  return { code: 'tool_failed', reason: `The shop did not take ${written.tool}: nothing was done.` };
}

function toDoneCall({ tool, kind, status, arguments: args, result, refusal, idempotencyKey, at }: ToolCall): DoneCall {
  return {
    tool: tool as ToolName,
    kind: kind === 'write' ? 'write' : 'read',
    status: status as DoneCall['status'],
    arguments: args ?? {},
    result: result ?? null,
    refusal: refusal ?? null,
    idempotencyKey,
    at,
  };
}
