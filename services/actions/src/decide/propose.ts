import type { Proposal, ToolCall } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { EscalationCode } from '@deskhand/contracts/words.js';
import { checkDraft, type DraftFault } from './check-draft.js';
import { composeReply, type Reply } from './compose-reply.js';
import type { TurnStep } from './plan-turn.js';
import { entitiesOf } from './turn-facts.js';
import type { DoneCall, Part, Turn } from './turn.js';

export type Proposed =
  | { readonly kind: 'proposed'; readonly proposal: Proposal }
  | { readonly kind: 'escalated'; readonly proposal: Proposal; readonly code: EscalationCode; readonly reason: string };

/** Makes a turn's fact of what was decided: a draft that stands on evidence, or the reason why a person has to answer. */
export function propose(turn: Turn, step: Exclude<TurnStep, { kind: 'call' }>, calls: readonly DoneCall[]): Proposed {
  const checked = checkParts(turn, step.parts, calls);
  const proposal = proposalOf(turn, checked.reply, calls);
  if (step.kind === 'escalate') return { kind: 'escalated', proposal, code: step.code, reason: step.reason };
  if (checked.reply) return { kind: 'proposed', proposal };
  const found = checked.faults.map(({ rule, found: text }) => `${rule} ${JSON.stringify(text.slice(0, 40))}`).join(', ');
  return { kind: 'escalated', proposal, code: 'quality_check_failed', reason: `The draft did not pass: ${found}.` };
}

/** The reply; where it does not pass, the parts of it that do. */
function checkParts(turn: Turn, parts: readonly Part[], calls: readonly DoneCall[]): { reply: Reply | null; faults: readonly DraftFault[] } {
  const whole = composeReply(turn, parts);
  const faults = faultsOf(turn, whole, calls);
  if (faults.length === 0) return { reply: whole, faults };
  const sound = parts.filter((part) => faultsOf(turn, composeReply(turn, [part]), calls).length === 0);
  // A question left out of a reply would be a question ignored: only an answer without its main part is no answer.
  if (sound.length === 0 || sound[0] !== parts[0]) return { reply: null, faults };
  const repaired = composeReply(turn, sound);
  return { reply: faultsOf(turn, repaired, calls).length === 0 ? repaired : null, faults };
}

function faultsOf(turn: Turn, reply: Reply, calls: readonly DoneCall[]): DraftFault[] {
  if (reply.rules.length === 0) return [{ rule: 'empty', found: '' }];
  return checkDraft(reply.text, {
    calls,
    passages: reply.passages,
    echoes: entitiesOf(turn.classified, 'orderId'),
    // What the desk worked out itself and asks back.
    known: [turn.customer, turn.answered?.known, reply.pending?.known],
    replies: turn.catalogue.replies,
    now: turn.now,
  });
}

/** `reply` null: nothing is said. */
export function proposalOf(turn: Turn, reply: Reply | null, calls: readonly DoneCall[]): Proposal {
  const held = calls.find(({ status }) => status === 'awaiting_approval');
  return {
    text: reply?.text ?? '',
    kind: reply?.kind ?? 'fixed',
    citations: [...(reply?.citations ?? [])],
    calls: calls.map(toToolCall),
    action: held?.waits && {
      tool: held.tool,
      arguments: { ...held.arguments },
      fingerprint: held.waits.fingerprint,
      neededApprovals: held.waits.neededApprovals,
      reference: held.waits.reference,
    },
    policyApproval: held?.waits?.byPolicy ?? false,
    pending: reply?.pending ? { ...reply.pending } : undefined,
    closure: reply?.closure ?? false,
    rules: [...(reply?.rules ?? [])],
    promptVersion: '',
    model: '',
    approvalId: '',
    catalogueVersion: turn.catalogue.version,
    modelCalls: 0,
    modelTokens: 0,
    costUsd: '0',
    basis: { now: turn.now, mode: turn.mode, ...(turn.customer && { customer: turn.customer }) },
  };
}

function toToolCall({ tool, kind, status, arguments: args, result, refusal, idempotencyKey, at }: DoneCall): ToolCall {
  return { tool, kind, status, arguments: { ...args }, result: result ? { ...result } : undefined, refusal: refusal ?? undefined, idempotencyKey, at };
}
