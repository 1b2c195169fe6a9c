import { reviewDecision } from '@deskhand/catalogue/needs-review.js';
import type { Passage } from '@deskhand/contracts/gen/events/deskhand/knowledge/v1/facts.js';
import type { Verdict } from '../decide/gate.js';
import type { ModelUse } from '../decide/note-model.js';
import { planTurn, type TurnStep } from '../decide/plan-turn.js';
import type { Order } from '../decide/shop-facts.js';
import type { Call, DoneCall, Turn } from '../decide/turn.js';
import { findTool } from '../tools/find-tool.js';
import { isShopWrite, type ShopWriteTool, type Tool } from '../tools/tool.js';
import { gatherFacts } from './gather-facts.js';
import type { Fence } from './fence.js';
import { doneCall, failedCall, pausedCall, refusedCall, waitingCall } from './done-call.js';
import { judgeCall } from './judge-call.js';
import type { Ledger } from './ledger.js';
import type { ModelSeat } from './model-seat.js';
import { isSettled, type LedgerRow } from './ledger-row.js';
import type { Pauses } from './pauses.js';
import type { Permits, Word } from './permits.js';
import { prepareWrite } from './prepare-write.js';
import type { ShopClient } from './shop-client.js';
import { holdsToken, type Vault } from './vault.js';
import { currencyOf, customerOf, fingerprintOf, intentionOf, keyOf, limitOf, turnIdOf } from './write-identity.js';
import type { WriteRunner } from './write-runner.js';

export interface Ran {
  readonly step: Exclude<TurnStep, { kind: 'call' }>;
  readonly calls: readonly DoneCall[];
  /** The turn was no longer the one to serve when a write was about to begin: nothing is said. */
  readonly superseded: boolean;
  /** What a model had to do with it. */
  readonly model?: ModelUse;
}

/** What carries out an approved action: the approval, and that people have looked. */
export interface Approved {
  readonly approvalId: string;
  readonly fingerprint: string;
  /** When the last of them said yes, ISO 8601. */
  readonly at: string;
}

export interface TurnParts {
  readonly shop: ShopClient;
  readonly ledger: Ledger;
  readonly writes: WriteRunner;
  readonly vault: Vault;
  readonly fence: Fence;
  readonly permits: Permits;
  readonly pauses: Pauses;
  /** Without categories everywhere. */
  readonly search: (query: string, categories: readonly string[]) => Promise<readonly Passage[]>;
  /** Where a model is configured. */
  readonly seat?: ModelSeat | null;
}

const mostCalls = 16;

/** Plans a turn and makes its calls, each through the gate, until there is something to say. */
export class TurnRunner {
  constructor(private readonly parts: TurnParts) {}

  async run(turn: Turn): Promise<Ran> {
    const calls: DoneCall[] = await this.#resume(turn);
    const seated = isHalted(calls) ? undefined : await this.parts.seat?.serve(turn, calls, (call, categories) => this.#call(turn, call, calls, categories));
    const model = seated?.use && { model: seated.use };
    if (seated?.step && !isHalted(calls)) return { step: seated.step, calls, superseded: false, ...model };
    return { ...(await this.#byRules(turn, calls)), ...model };
  }

  async #byRules(turn: Turn, calls: DoneCall[]): Promise<Ran> {
    for (let made = 0; made < mostCalls; made++) {
      if (calls.some(({ refusal }) => refusal?.code === 'superseded')) return stopHere(calls);
      const paused = calls.find(({ refusal }) => refusal?.code === 'paused');
      if (paused) return { step: { kind: 'escalate', code: 'tool_failed', reason: paused.refusal?.words ?? '', parts: [] }, calls, superseded: false };
      const step = planTurn(turn, calls);
      if (step.kind !== 'call') return { step, calls, superseded: false };
      calls.push(await this.#call(turn, step.call, calls));
    }
    throw new Error(`the plan of ${turn.received.ticketId} does not come to an end`);
  }

  /** Carries out an approved action. `stale`: the order is not what was approved any more. */
  async carryOut(turn: Turn, call: Call, approved: Approved): Promise<DoneCall | 'stale'> {
    const { ledger } = this.parts;
    const key = keyOf(turn, call);
    const word: Word = { kind: 'approval', conversationId: turn.received.conversationId, at: approved.at };
    const known = await ledger.find(key);
    if (known && (known.approvalId === approved.approvalId || known.turnId === turnIdOf(turn))) return this.#finish(turn, known, word);
    const tool = findTool(call.tool);
    const args = tool?.schema.safeParse(call.arguments);
    if (!tool || !isShopWrite(tool) || !args?.success) return 'stale';
    const facts = await gatherFacts(this.parts.shop, customerOf(turn), call, 'write');
    if (facts.kind === 'failed') return failedCall(turn, call, 'write', facts.detail, key);
    if (fingerprintOf(call, facts.order) !== approved.fingerprint) return 'stale';
    // Policy is asked again about everything but the amount and the clock, which people have decided on.
    const verdict = judgeCall({ ...turn, now: turn.received.receivedAt }, call, tool, facts, { spent: { count: 0, minor: 0 }, isApproved: true });
    if (verdict.kind === 'refuse') return 'stale';
    const row = await ledger.intend(intentionOf(turn, call, key, approved.approvalId), null, turn.now);
    if (!row) throw new Error('an approved write has no daily limit');
    return this.#finish(turn, row, word);
  }

  /** What an action would be approved for, as things are now; null when the shop does not say. */
  async fingerprint(customerId: string, call: Call): Promise<string | 'not_found' | null> {
    const facts = await gatherFacts(this.parts.shop, customerId, call, 'read');
    if (facts.kind === 'failed') return null;
    if (typeof call.arguments.orderId === 'string' && facts.order?.customerId !== customerId) return 'not_found';
    return fingerprintOf(call, facts.order);
  }

  /** The writes that this very turn has begun before: after a crash they come first, whatever the shop looks like now. */
  async #resume(turn: Turn): Promise<DoneCall[]> {
    const rows = await this.parts.ledger.ofTurn(turn.received.ticketId, turnIdOf(turn));
    const calls: DoneCall[] = [];
    for (const row of rows.filter(({ approvalId }) => approvalId === null)) {
      // Merely intended: it has not begun, so the fence decides anew.
      if (row.status === 'intended' && !(await this.parts.fence.isOpen(turn.received))) calls.push(refusedCall(turn, callOf(row), 'write', 'superseded', null));
      else calls.push(await this.#finish(turn, row));
    }
    return calls;
  }

  async #call(turn: Turn, planned: Call, earlier: readonly DoneCall[], categories: readonly string[] = []): Promise<DoneCall> {
    const call = await this.#protect(turn, planned);
    const tool = findTool(call.tool);
    if (!tool) return refusedCall(turn, call, 'read', 'not_allowed', null);
    const { kind } = tool;
    const pause = kind === 'write' ? await this.parts.pauses.of(call.tool) : null;
    if (pause) return pausedCall(turn, call);
    if (!tool.schema.safeParse(call.arguments).success) return refusedCall(turn, call, kind, 'invalid_arguments', null);
    const facts = await gatherFacts(this.parts.shop, customerOf(turn), call, kind);
    if (facts.kind === 'failed') return failedCall(turn, call, kind, facts.detail);
    const spent = await this.#spentToday(turn, call, facts.order);
    const verdict = judgeCall(turn, call, tool, facts, { spent, isApproved: false });
    if (verdict.kind === 'refuse') return refusedCall(turn, call, kind, verdict.code, facts.order);
    if (!isShopWrite(tool)) return this.#runHere(turn, call, tool, facts.order, categories);
    return this.#write(turn, call, tool, facts.order, verdict, earlier);
  }

  /** An address that ingestion did not know for one goes into no event in the clear. */
  async #protect(turn: Turn, call: Call): Promise<Call> {
    const { address } = call.arguments;
    if (typeof address !== 'string' || holdsToken(address)) return call;
    const token = await this.parts.vault.tokeniseText(turn.received.conversationId, address, 'address');
    return { ...call, arguments: { ...call.arguments, address: token } };
  }

  async #runHere(turn: Turn, call: Call, tool: Exclude<Tool, ShopWriteTool>, order: Order | null, categories: readonly string[]): Promise<DoneCall> {
    const { shop, vault } = this.parts;
    const search = (query: string) => this.parts.search(query, categories);
    const key = tool.kind === 'write' ? keyOf(turn, call) : '';
    const customerId = customerOf(turn);
    const ran = await tool.run(call.arguments as never, { shop, search, customerId, order, catalogue: turn.catalogue, now: turn.now, key });
    if (ran.kind === 'refused') return refusedCall(turn, call, tool.kind, ran.code, null);
    if (ran.kind === 'failed') return failedCall(turn, call, tool.kind, ran.detail);
    const result = await vault.tokenise(turn.received.conversationId, ran.result, tool.privateMembers);
    return doneCall(turn, call, tool.kind, { status: 'succeeded', result, idempotencyKey: key });
  }

  async #write(turn: Turn, call: Call, tool: ShopWriteTool, order: Order | null, verdict: Exclude<Verdict, { kind: 'refuse' }>, earlier: readonly DoneCall[]): Promise<DoneCall> {
    const key = keyOf(turn, call);
    const known = await this.parts.ledger.find(key);
    // The same refund was asked for in an earlier turn: it is one refund, and what is not clear about it is cleared up now.
    if (known) return this.#again(turn, known);
    if (earlier.some(({ status }) => status === 'awaiting_approval')) return refusedCall(turn, call, 'write', 'one_at_a_time', null);
    const wait = (needed: number, byPolicy: boolean) => waitingCall(turn, call, key, order, needed, byPolicy);
    const isSuggested = turn.mode === 'suggest';
    if (verdict.kind === 'approve') return wait(verdict.needed, !isSuggested);
    if (reviewDecision(turn.intent, turn.classified.confidence, turn.mode) !== 'send') return wait(1, false);
    if (!(await this.parts.fence.isOpen(turn.received))) return refusedCall(turn, call, 'write', 'superseded', null);
    const row = await this.parts.ledger.intend(intentionOf(turn, call, key, null), limitOf(turn, call), turn.now);
    return row ? this.#finish(turn, row) : wait(1, !isSuggested);
  }

  async #again(turn: Turn, row: LedgerRow): Promise<DoneCall> {
    const hasBegun = row.status !== 'intended' && row.status !== 'unknown' && row.status !== 'failed';
    if (hasBegun) return this.#finish(turn, row);
    if (!(await this.parts.fence.isOpen(turn.received))) return refusedCall(turn, callOf(row), 'write', 'superseded', null);
    return this.#finish(turn, await this.parts.ledger.reopen(row));
  }

  async #finish(turn: Turn, row: LedgerRow, word: Word = { kind: 'turn', received: turn.received }): Promise<DoneCall> {
    const call = callOf(row);
    const prepared = isSettled(row.status) ? null : await prepareWrite(this.parts, turn, call, word);
    if (!isSettled(row.status) && !prepared) return failedCall(turn, call, 'write', 'the customer was erased', row.idempotencyKey);
    const ran = prepared ? await this.parts.writes.run(row, prepared) : row;
    if (ran === 'fenced') return refusedCall(turn, call, 'write', 'superseded', null);
    if (ran === 'paused') return pausedCall(turn, call, row.idempotencyKey);
    const { status, result, refusal, settledAt } = ran;
    const at = settledAt ?? turn.now;
    // `run` comes back settled only.
    const told = status === 'intended' || status === 'sent' ? 'unknown' : status;
    return { ...call, kind: 'write', status: told, result, refusal, idempotencyKey: row.idempotencyKey, at };
  }

  async #spentToday(turn: Turn, call: Call, order: Order | null): Promise<{ count: number; minor: number }> {
    if (call.tool !== 'process_refund' || !order) return { count: 0, minor: 0 };
    return this.parts.ledger.automaticToday(turn.received.customerId, currencyOf(call), turn.now);
  }
}

function callOf({ tool, arguments: args }: LedgerRow): Call {
  if (tool === 'send_mail') throw new Error('a mail is no call of a turn');
  return { tool, arguments: args };
}

/** Nothing more is made: the turn is not the newest any more, or writes are paused. */
function isHalted(calls: readonly DoneCall[]): boolean {
  return calls.some(({ refusal }) => refusal?.code === 'superseded' || refusal?.code === 'paused');
}

/** Nothing is said, unless one of two writes was done already: then a person has to know. */
function stopHere(calls: readonly DoneCall[]): Ran {
  const wrote = calls.some(({ kind, status }) => kind === 'write' && status === 'succeeded');
  const reason = 'A newer message or a person came between two writes: the first is done, the second was not begun.';
  return { step: { kind: 'escalate', code: 'tool_failed', reason, parts: [] }, calls, superseded: !wrote };
}
