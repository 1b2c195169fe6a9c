import { findIntent } from '@deskhand/catalogue/find-intent.js';
import type { ToolName } from '@deskhand/catalogue/tool-names.js';
import { planTurn, type TurnStep } from '@deskhand/actions/decide/plan-turn.js';
import { propose } from '@deskhand/actions/decide/propose.js';
import { answeredPending } from '@deskhand/actions/decide/turn-facts.js';
import type { Call, DoneCall, TokenisedCustomer, Turn } from '@deskhand/actions/decide/turn.js';
import { ModelSeat } from '@deskhand/actions/perform/model-seat.js';
import { findTool } from '@deskhand/actions/tools/find-tool.js';
import { isShopWrite } from '@deskhand/actions/tools/tool.js';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { Proposal } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';
import type { EscalationCause } from '@deskhand/contracts/gen/events/deskhand/escalation/v1/events.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import type { Grounding } from '@deskhand/contracts/gen/events/deskhand/retrieval/v1/events.js';
import type { Baseline, Candidate } from './candidate.js';
import { NotRecorded, RecordedCalls } from './recorded-calls.js';
import { RecordedModel } from './recorded-model.js';
import type { RecordedTurn } from './recorded-turn.js';
import { toldCalls } from './told-calls.js';

export interface Acted {
  readonly proposal: Proposal;
  readonly cause?: EscalationCause;
  /** What it would have to ask and the record does not say; the turn is decided no further. */
  readonly needs?: string;
}

const mostCalls = 16;

/** What actions would do and draft. Tools answer from the record, a model says what it said. */
export async function actAgain(recorded: RecordedTurn, classified: Classified, grounding: Grounding, candidate: Candidate, baseline: Baseline | null, mode: Turn['mode']): Promise<Acted> {
  const turn = turnOf(recorded, classified, grounding, candidate.catalogue, mode);
  const before = baseline && recorded.settled && recorded.grounding ? turnOf(recorded, recorded.settled, recorded.grounding, baseline.catalogue, mode) : null;
  const knowledge = baseline?.hasSameKnowledge ? null : candidate.knowledge;
  const record = new RecordedCalls({ turn, before, calls: [...(recorded.transcript ? toldCalls(recorded.transcript) : []), ...callsOf(recorded.proposal)], knowledge });
  const calls = resumedCalls(turn, callsOf(recorded.proposal));
  try {
    const asked = await askModel(recorded, turn, calls, (call) => record.make(call, calls), candidate.catalogue);
    const step = asked.step ?? (await planAll(turn, calls, record));
    const { proposal, ...proposed } = propose(turn, step, calls);
    const needs = asked.unanswered > 0 ? { needs: 'the model would be asked something new' } : {};
    return { proposal, ...needs, ...(proposed.kind === 'escalated' && { cause: { code: proposed.code, reason: proposed.reason, by: 'actions' } }) };
  } catch (error) {
    if (!(error instanceof NotRecorded)) throw error;
    const { proposal } = propose(turn, { kind: 'escalate', code: 'no_grounding', reason: '', parts: [] }, calls);
    return { proposal, needs: `${error.message} would be called` };
  }
}

/** After a crash a turn begins with the writes that it had begun before: they are done, whatever is planned now. */
function resumedCalls(turn: Turn, recorded: readonly DoneCall[]): DoneCall[] {
  const first = planTurn(turn, []);
  const others = recorded.findIndex(({ tool }) => !isResumable(tool));
  const leading = recorded.slice(0, others < 0 ? recorded.length : others);
  return first.kind === 'call' && first.call.tool === leading[0]?.tool ? [] : leading;
}

function isResumable(name: ToolName): boolean {
  const tool = findTool(name);
  return tool !== undefined && isShopWrite(tool);
}

function turnOf({ received, proposal, at }: RecordedTurn, classified: Classified, grounding: Grounding, catalogue: Catalogue, usualMode: Turn['mode']): Turn {
  const { now = at, mode = usualMode, customer = null } = (proposal?.basis ?? {}) as { now?: string; mode?: Turn['mode']; customer?: TokenisedCustomer };
  const intent = findIntent(catalogue, classified.intent);
  if (!intent) throw new Error(`the catalogue has no intent "${classified.intent}"`);
  const known = received.authenticated && received.customerId !== '' && !classified.smallTalk ? customer : null;
  return { received, classified, grounding, catalogue, intent, now, mode, customer: known, answered: answeredPending(received, classified) };
}

async function planAll(turn: Turn, calls: DoneCall[], record: RecordedCalls): Promise<Exclude<TurnStep, { kind: 'call' }>> {
  for (let made = 0; made < mostCalls; made++) {
    const step = planTurn(turn, calls);
    if (step.kind !== 'call') return step;
    calls.push(await record.make(step.call, calls));
  }
  throw new Error(`the plan of ${turn.received.ticketId} does not come to an end`);
}

async function askModel({ transcript, proposal }: RecordedTurn, turn: Turn, calls: DoneCall[], make: (call: Call) => Promise<DoneCall>, catalogue: Catalogue) {
  if (!transcript) return { step: null, unanswered: 0 };
  const left = proposal?.rules.find((rule) => rule.startsWith('model_left:'))?.slice('model_left:'.length);
  const recorded = new RecordedModel(transcript, catalogue, left);
  const { step } = await new ModelSeat(recorded.model).serve(turn, calls, make);
  return { step, unanswered: recorded.unanswered };
}

function callsOf(proposal: Proposal | undefined): DoneCall[] {
  const { calls = [], action, policyApproval = false } = proposal ?? {};
  return calls.map(({ tool, kind, status, arguments: args, result, refusal, idempotencyKey, at }) => ({
    tool: tool as ToolName,
    kind: kind === 'write' ? 'write' : 'read',
    status: status as DoneCall['status'],
    arguments: args ?? {},
    result: result ?? null,
    refusal: refusal ?? null,
    idempotencyKey,
    at,
    ...(status === 'awaiting_approval' && action && { waits: { neededApprovals: action.neededApprovals, byPolicy: policyApproval, fingerprint: action.fingerprint, reference: action.reference } }),
  }));
}
