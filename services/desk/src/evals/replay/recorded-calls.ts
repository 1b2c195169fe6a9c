import { reviewDecision } from '@deskhand/catalogue/needs-review.js';
import { canonicalJson } from '@deskhand/actions/decide/canonical-json.js';
import type { Verdict } from '@deskhand/actions/decide/gate.js';
import { judgeRefund, refundFacts } from '@deskhand/actions/decide/judge-refund.js';
import { referenceOf } from '@deskhand/actions/decide/reference-of.js';
import { type Order, orderShape } from '@deskhand/actions/decide/shop-facts.js';
import type { Call, DoneCall, Json, Turn } from '@deskhand/actions/decide/turn.js';
import { doneCall, refusedCall, waitingCall } from '@deskhand/actions/perform/done-call.js';
import { judgeCall } from '@deskhand/actions/perform/judge-call.js';
import { customerOf, keyOf } from '@deskhand/actions/perform/write-identity.js';
import { findTool } from '@deskhand/actions/tools/find-tool.js';
import { isShopWrite, type Tool } from '@deskhand/actions/tools/tool.js';
import type { SearchedKnowledge } from './search-knowledge.js';

/** A call that the record has no answer for. */
export class NotRecorded extends Error {
  constructor(readonly call: Call) {
    super(`${call.tool} ${canonicalJson(call.arguments)}`);
  }
}

interface Record {
  /** The turn as the candidate sees it. */
  readonly turn: Turn;
  /** The turn as it was decided then; null where that catalogue is not at hand. */
  readonly before: Turn | null;
  /** In the order in which they were made. */
  readonly calls: readonly DoneCall[];
  /** The candidate's documents, where they are others; null: what was found then is found now. */
  readonly knowledge: SearchedKnowledge | null;
}

/** Answers a turn's calls from the record, through the candidate's gate. Nothing is asked and nothing is written. */
export class RecordedCalls {
  readonly #orders = new Map<string, Order>();
  readonly #used = new Set<DoneCall>();

  constructor(private readonly record: Record) {
    for (const { tool, result } of record.calls) {
      if (tool !== 'lookup_order' || !result) continue;
      for (const each of Array.isArray(result.items) && !('id' in result) ? result.items : [result]) {
        const order = orderShape.safeParse(each);
        if (order.success) this.#orders.set(order.data.id, order.data);
      }
    }
  }

  /** @throws NotRecorded */
  async make(call: Call, earlier: readonly DoneCall[]): Promise<DoneCall> {
    const { turn, before } = this.record;
    const tool = findTool(call.tool);
    if (!tool) return refusedCall(turn, call, 'read', 'not_allowed', null);
    const known = this.#find(call);
    if (known?.status === 'failed' || known?.status === 'unknown') return known;
    if (!tool.schema.safeParse(call.arguments).success) return refusedCall(turn, call, tool.kind, 'invalid_arguments', null);
    const verdict = this.#judge(turn, call, tool);
    if (known && before && sameWay(verdict, this.#judge(before, call, tool)) && reviewOf(turn) === reviewOf(before)) return tool.kind === 'read' ? this.#read(call, tool, known) : known;
    if (verdict.kind === 'refuse') return refusedCall(turn, call, tool.kind, verdict.code, this.#orderOf(call));
    return isShopWrite(tool) ? this.#write(call, verdict, known, earlier) : this.#read(call, tool, known);
  }

  /** A look-up that failed may have been made again: the record answers in turn. */
  #find({ tool, arguments: args }: Call): DoneCall | undefined {
    const same = this.record.calls.filter((each) => each.tool === tool && canonicalJson(each.arguments) === canonicalJson(args));
    const known = same.find((each) => !this.#used.has(each)) ?? same.at(-1);
    if (known) this.#used.add(known);
    return known;
  }

  #judge(turn: Turn, call: Call, tool: Tool): Verdict {
    // The record does not say what else was refunded that day: the daily limit is taken for as free as it was then.
    return judgeCall(turn, call, tool, { kind: 'known', customer: turn.customer, order: this.#orderOf(call), products: [] }, { spent: { count: 0, minor: 0 }, isApproved: false });
  }

  async #read(call: Call, tool: Tool, known: DoneCall | undefined): Promise<DoneCall> {
    const { turn, knowledge } = this.record;
    const done = (result: Json) => doneCall(turn, call, tool.kind, { status: 'succeeded', result, idempotencyKey: tool.kind === 'write' ? keyOf(turn, call) : '', ...(known && { at: known.at }) });
    const order = this.#orderOf(call);
    if (call.tool === 'search_knowledge_base' && (knowledge || !known)) return done({ passages: (await this.#search(String(call.arguments.query))) as unknown as Json[] });
    if (call.tool === 'check_refund_eligibility' && order && (!known || this.#hasOtherRefunds())) return done(refundFacts(order, judgeRefund(order, turn.catalogue.policies.refund, turn.now)));
    if (known) return known;
    if (call.tool === 'lookup_order' && order && order.customerId === customerOf(turn)) return done(order);
    if (call.tool === 'create_ticket') return done({ reference: referenceOf(keyOf(turn, call)), priority: call.arguments.priority });
    throw new NotRecorded(call);
  }

  #write(call: Call, verdict: Exclude<Verdict, { kind: 'refuse' }>, known: DoneCall | undefined, earlier: readonly DoneCall[]): DoneCall {
    const { turn } = this.record;
    const key = keyOf(turn, call);
    const order = this.#orderOf(call);
    if (earlier.some(({ status }) => status === 'awaiting_approval')) return refusedCall(turn, call, 'write', 'one_at_a_time', null);
    if (verdict.kind === 'approve') return waitingCall(turn, call, key, order, verdict.needed, turn.mode !== 'suggest');
    if (reviewOf(turn) !== 'send') return waitingCall(turn, call, key, order, 1, false);
    if (known?.status === 'succeeded' || known?.status === 'refused') return known;
    // It was not made then. The shop is taken to do what it is asked.
    return doneCall(turn, call, 'write', { status: 'succeeded', result: { ...call.arguments }, idempotencyKey: key });
  }

  async #search(query: string): Promise<readonly object[]> {
    if (!this.record.knowledge) throw new NotRecorded({ tool: 'search_knowledge_base', arguments: { query } });
    return (await this.record.knowledge.search(query, { categories: [], limit: 3 })).passages;
  }

  #hasOtherRefunds(): boolean {
    const { turn, before } = this.record;
    return !before || JSON.stringify(turn.catalogue.policies.refund) !== JSON.stringify(before.catalogue.policies.refund);
  }

  #orderOf({ arguments: { orderId } }: Call): Order | null {
    return typeof orderId === 'string' ? (this.#orders.get(orderId) ?? null) : null;
  }
}

function reviewOf({ intent, classified, mode }: Turn) {
  return reviewDecision(intent, classified.confidence, mode);
}

function sameWay(now: Verdict, then: Verdict): boolean {
  return canonicalJson(now) === canonicalJson(then);
}
