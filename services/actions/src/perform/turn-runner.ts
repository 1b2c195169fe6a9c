import { reviewDecision } from '@deskhand/catalogue/needs-review.js';
import type { ToolName } from '@deskhand/catalogue/tool-names.js';
import type { Passage } from '@deskhand/contracts/gen/events/deskhand/knowledge/v1/facts.js';
import { gate, type Verdict } from '../decide/gate.js';
import { planTurn, servedIntents, type TurnStep } from '../decide/plan-turn.js';
import { sayRefusal } from '../decide/say-refusal.js';
import type { Order } from '../decide/shop-facts.js';
import { namedOrders, saidYes, wishesOf } from '../decide/turn-facts.js';
import type { Call, DoneCall, Turn } from '../decide/turn.js';
import { tools } from '../tools/registry.js';
import { isShopWrite, type ShopWriteTool, type Tool } from '../tools/tool.js';
import { gatherFacts, type ShopFacts } from './gather-facts.js';
import type { Fence } from './fence.js';
import { doneCall, failedCall, refusedCall, waitingCall } from './done-call.js';
import type { Ledger } from './ledger.js';
import { isSettled, type LedgerRow } from './ledger-row.js';
import type { ShopClient } from './shop-client.js';
import { holdsToken, type Vault } from './vault.js';
import { currencyOf, customerOf, fingerprintOf, intentionOf, keyOf, limitOf, turnIdOf } from './write-identity.js';
import type { PreparedWrite, WriteRunner } from './write-runner.js';

export interface Ran {
  readonly step: Exclude<TurnStep, { kind: 'call' }>;
  readonly calls: readonly DoneCall[];
  /** The turn was no longer the one to serve when a write was about to begin: nothing is said. */
  readonly superseded: boolean;
}

/** What carries out an approved action: the approval, and that people have looked. */
export interface Approved {
  readonly approvalId: string;
  readonly fingerprint: string;
}

export interface TurnParts {
  readonly shop: ShopClient;
  readonly ledger: Ledger;
  readonly writes: WriteRunner;
  readonly vault: Vault;
  readonly fence: Fence;
  readonly search: (query: string) => Promise<readonly Passage[]>;
}

const mostCalls = 16;

/** Plans a turn and makes its calls, each through the gate, until there is something to say. */
export class TurnRunner {
  constructor(private readonly parts: TurnParts) {}

  async run(turn: Turn): Promise<Ran> {
    const calls: DoneCall[] = await this.#resume(turn);
    for (let made = 0; made < mostCalls; made++) {
      const step = planTurn(turn, calls);
      if (step.kind !== 'call') return { step, calls, superseded: false };
      const done = await this.#call(turn, step.call, calls);
      calls.push(done);
      if (done.refusal?.code === 'superseded') {
        const wrote = calls.some(({ kind, status }) => kind === 'write' && status === 'succeeded');
        return { step: { kind: 'reply', parts: [] }, calls, superseded: !wrote };
      }
    }
    throw new Error(`the plan of ${turn.received.ticketId} does not come to an end`);
  }

  /** Carries out an approved action. `stale`: the order is not what was approved any more. */
  async carryOut(turn: Turn, call: Call, approved: Approved): Promise<DoneCall | 'stale'> {
    const { ledger } = this.parts;
    const key = keyOf(turn, call);
    const known = await ledger.find(key);
    if (known && (known.approvalId === approved.approvalId || known.turnId === turnIdOf(turn))) return this.#finish(turn, known);
    const tool = toolOf(call.tool);
    const args = tool?.schema.safeParse(call.arguments);
    if (!tool || !isShopWrite(tool) || !args?.success) return 'stale';
    const facts = await gatherFacts(this.parts.shop, customerOf(turn), call, 'write');
    if (facts.kind === 'failed') return failedCall(turn, call, 'write', facts.detail, key);
    if (fingerprintOf(call, facts.order) !== approved.fingerprint) return 'stale';
    // Policy is asked again about everything but the amount and the clock, which people have decided on.
    const verdict = this.#judge({ ...turn, now: turn.received.receivedAt }, call, tool, facts, { count: 0, minor: 0 });
    if (verdict.kind === 'refuse') return 'stale';
    const row = await ledger.intend(intentionOf(turn, call, key, approved.approvalId), null, turn.now);
    if (!row) throw new Error('an approved write has no daily limit');
    return this.#finish(turn, row);
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

  async #call(turn: Turn, planned: Call, earlier: readonly DoneCall[]): Promise<DoneCall> {
    const call = await this.#protect(turn, planned);
    const tool = toolOf(call.tool);
    if (!tool) return refusedCall(turn, call, 'read', 'not_allowed', null);
    const { kind } = tool;
    if (!tool.schema.safeParse(call.arguments).success) return refusedCall(turn, call, kind, 'invalid_arguments', null);
    const facts = await gatherFacts(this.parts.shop, customerOf(turn), call, kind);
    if (facts.kind === 'failed') return failedCall(turn, call, kind, facts.detail);
    const spent = await this.#spentToday(turn, call, facts.order);
    const verdict = this.#judge(turn, call, tool, facts, spent);
    if (verdict.kind === 'refuse') return refusedCall(turn, call, kind, verdict.code, facts.order);
    if (!isShopWrite(tool)) return this.#runHere(turn, call, tool, facts.order);
    return this.#write(turn, call, tool, facts.order, verdict, earlier);
  }

  #judge(turn: Turn, call: Call, tool: Tool, facts: ShopFacts, spent: { count: number; minor: number }): Verdict {
    const { received, catalogue, answered } = turn;
    return gate({
      tool: call.tool,
      arguments: call.arguments,
      kind: tool.kind,
      personal: tool.personal,
      allowedTools: servedIntents(turn).flatMap((intent) => intent.tools),
      customerId: customerOf(turn),
      customer: facts.customer,
      order: facts.order,
      wishes: wishesOf(turn),
      namedOrders: namedOrders(turn),
      confirmed: saidYes(turn) && answered?.known.email === call.arguments.email,
      automaticToday: { ...spent, currency: currencyOf(call) },
      policy: { refund: catalogue.policies.refund, limits: catalogue.shop.refundLimits },
      dryRun: received.dryRun,
      now: turn.now,
    });
  }

  /** An address that ingestion did not know for one goes into no event in the clear. */
  async #protect(turn: Turn, call: Call): Promise<Call> {
    const { address } = call.arguments;
    if (typeof address !== 'string' || holdsToken(address)) return call;
    const token = await this.parts.vault.tokeniseText(turn.received.conversationId, address, 'address');
    return { ...call, arguments: { ...call.arguments, address: token } };
  }

  async #runHere(turn: Turn, call: Call, tool: Exclude<Tool, ShopWriteTool>, order: Order | null): Promise<DoneCall> {
    const { shop, search, vault } = this.parts;
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

  async #finish(turn: Turn, row: LedgerRow): Promise<DoneCall> {
    const call = callOf(row);
    const prepared = isSettled(row.status) ? null : await this.#prepare(turn, call);
    if (!isSettled(row.status) && !prepared) return failedCall(turn, call, 'write', 'the customer was erased', row.idempotencyKey);
    const { status, result, refusal, settledAt } = prepared ? await this.parts.writes.run(row, prepared) : row;
    const at = settledAt ?? turn.now;
    // `run` comes back settled only.
    const told = status === 'intended' || status === 'sent' ? 'unknown' : status;
    return { ...call, kind: 'write', status: told, result, refusal, idempotencyKey: row.idempotencyKey, at };
  }

  /** Null: the arguments cannot be read any more. */
  async #prepare(turn: Turn, call: Call): Promise<PreparedWrite | null> {
    const tool = toolOf(call.tool);
    const clear = await this.parts.vault.reveal(call.arguments);
    if (!tool || !isShopWrite(tool) || !clear) return null;
    const { conversationId, customerId } = turn.received;
    return {
      request: tool.request(clear, customerId),
      accept: async (body) => {
        const result = tool.accept(body, clear);
        return result && this.parts.vault.tokenise(conversationId, result, tool.privateMembers);
      },
      refusal: (code) => {
        const ours = shopCodes[code] ?? 'shop_refused';
        return { code: ours, words: sayRefusal(ours, String(call.arguments.orderId ?? ''), null, turn) };
      },
    };
  }

  async #spentToday(turn: Turn, call: Call, order: Order | null): Promise<{ count: number; minor: number }> {
    if (call.tool !== 'process_refund' || !order) return { count: 0, minor: 0 };
    return this.parts.ledger.automaticToday(turn.received.customerId, currencyOf(call), turn.now);
  }
}

/** The sample shop's codes, in the words of this desk's refusals. A shop with others is refused in general words. */
const shopCodes: Readonly<Record<string, string>> = {
  amount_over_refundable: 'already_refunded',
  item_not_in_order: 'unknown_item',
  item_unavailable: 'item_unavailable',
  order_not_delivered: 'not_delivered',
  order_not_pending: 'not_changeable',
  payment_method_not_of_customer: 'unknown_payment_method',
  unknown_order: 'not_found',
};

function toolOf(name: string): Tool | undefined {
  return Object.hasOwn(tools, name) ? tools[name as ToolName] : undefined;
}

function callOf({ tool, arguments: args }: LedgerRow): Call {
  if (tool === 'send_mail') throw new Error('a mail is no call of a turn');
  return { tool, arguments: args };
}
