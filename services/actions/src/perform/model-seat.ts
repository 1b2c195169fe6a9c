import { addSpent } from '@deskhand/model/add-spent.js';
import { showUsd } from '@deskhand/model/cost.js';
import type { Model } from '@deskhand/model/model.js';
import type { Asked, Kept, ModelMessage, OfferedTool, ProposedCall, Spent } from '@deskhand/model/model-request.js';
import { nothingSpent, spentOf } from '@deskhand/model/spent-of.js';
import type { Tier } from '@deskhand/model/tier.js';
import { travelRecord } from '@deskhand/model/travel-record.js';
import { z } from 'zod';
import { askBack } from '../decide/ask-back.js';
import { briefModel } from '../decide/brief-model.js';
import { judgeDraft, type SeatFault } from '../decide/judge-draft.js';
import { mayAnswer, needsModel } from '../decide/needs-model.js';
import type { ModelUse } from '../decide/note-model.js';
import { planTurn, type TurnStep } from '../decide/plan-turn.js';
import { pruneDraft } from '../decide/prune-draft.js';
import { seatPrompt } from '../decide/seat-prompt.js';
import { specialistsOf } from '../decide/specialists-of.js';
import type { Call, DoneCall, Part, Turn } from '../decide/turn.js';
import { type ModelDraft, toldBy, weaveDraft } from '../decide/weave-draft.js';
import { findTool } from '../tools/find-tool.js';
import { offerTools } from '../tools/offer-tools.js';
import { readProposedCall } from '../tools/read-proposed-call.js';
import { hash } from './hash.js';
import { turnIdOf } from './write-identity.js';

type FinalStep = Exclude<TurnStep, { kind: 'call' }>;

/** Runs a call through the gate; a search of documents looks in these categories first. */
export type Make = (call: Call, categories?: readonly string[]) => Promise<DoneCall>;

/** What came of asking the model. `step` null: the rules serve the turn, from where it stands. */
export interface Seated {
  readonly step: FinalStep | null;
  readonly use: ModelUse | undefined;
}

const mostRounds = 6;
const mostCallsOfRound = 8;
const mostPlannedCalls = 16;
const mostOfResult = 8_000;
const answer = { name: 'reply', schema: z.strictObject({ reply: z.string(), citations: z.array(z.string()) }) };

/** Lets a model look things up and word the answer. What is written, for whom and how much stays with the rules and the gate. */
export class ModelSeat {
  constructor(
    private readonly model: Model,
    /** For all of a turn's answers together; after it the rules serve the turn. */
    private readonly patienceMs = 18_000,
  ) {}

  /** `calls`: those made so far; what is made here is added. `make`: runs a call through the gate. */
  async serve(turn: Turn, calls: DoneCall[], make: Make): Promise<Seated> {
    if (!needsModel(turn, planTurn(turn, calls))) return { step: null, use: undefined };
    const sitting = new Sitting(this.model, turn, calls, make, performance.now() + this.patienceMs);
    const step = await sitting.run();
    return { step, use: await sitting.use() };
  }
}

/** One turn at the model's seat. */
class Sitting {
  readonly #prompt: string;
  /** Where a search of the model's looks first. */
  readonly #categories: readonly string[];
  readonly #offered: readonly OfferedTool[];
  readonly #messages: ModelMessage[];
  readonly #tries: Kept[] = [];
  readonly #rules = new Set<string>();
  #spent: Spent = nothingSpent;
  #name = '';

  constructor(
    private readonly model: Model,
    private readonly turn: Turn,
    private readonly calls: DoneCall[],
    private readonly make: Make,
    private readonly deadline: number,
  ) {
    const { specialists, handedOverBy } = specialistsOf(turn);
    this.#prompt = seatPrompt(specialists);
    this.#categories = [...new Set(specialists.flatMap(({ knowledge_categories: own }) => own))];
    this.#offered = offerTools(turn, specialists);
    this.#messages = [{ role: 'system', content: this.#prompt }, { role: 'user', content: briefModel(turn, handedOverBy) }];
    if (specialists[0]) this.#rules.add(`specialist:${specialists[0].name}`);
    if (handedOverBy) this.#rules.add(`specialist_handover:${handedOverBy}:${turn.classified.agent}`);
  }

  /** Null: the rules go on. */
  async run(): Promise<FinalStep | null> {
    for (let round = 0; round < mostRounds; round++) {
      const asked = await this.#ask('core', this.#offered);
      if (asked.kind === 'unavailable') return this.#leave(asked.why);
      if (asked.kind === 'answer') return this.#finish(asked.answer);
      this.#messages.push({ role: 'assistant', content: asked.text, toolCalls: asked.calls });
      for (const [index, proposed] of asked.calls.entries()) {
        const content = index < mostCallsOfRound ? await this.#serve(proposed) : this.#reject('unknown', 'too_many', 'Too many calls at once.');
        this.#messages.push({ role: 'tool', callId: proposed.id, content });
        if (this.#isStopped()) return null;
      }
    }
    return this.#leave('too_many_rounds');
  }

  async use(): Promise<ModelUse | undefined> {
    const records = this.#tries.map(travelRecord);
    const transcript = records.length > 0 ? [`model_transcript:${await this.model.records.keep(records, this.turn.received.ticketId)}`] : [];
    const spending = this.#tries.map((each) => ({ model: each.record.model, tier: each.record.tier, usd: spentOf([each]).nanoUsd / 1e9 }));
    const { calls, tokens, nanoUsd } = this.#spent;
    return { model: this.#name, promptVersion: hash(this.#prompt), calls, tokens, costUsd: showUsd(nanoUsd), rules: [...this.#rules, ...transcript], records, spending };
  }

  /** The rules find the failed, unknown or paused call, or the turn that is not the newest any more, and say what becomes of it. */
  #isStopped(): boolean {
    return this.calls.some(({ status, refusal }) => status === 'failed' || status === 'unknown' || refusal?.code === 'superseded' || refusal?.code === 'paused');
  }

  async #ask(tier: Tier, tools: readonly OfferedTool[]): Promise<Asked<ModelDraft>> {
    const { ticketId } = this.turn.received;
    if (performance.now() > this.deadline) return { kind: 'unavailable', why: 'timeout', tries: [], spent: nothingSpent };
    this.#name ||= this.model.tier(tier).model;
    const asked = await this.model.ask({ scope: turnIdOf(this.turn), ticketId, tier, messages: this.#messages, tools, answer, maxTokens: 400, temperature: 0.2 });
    this.#spent = addSpent(this.#spent, asked.spent);
    this.#tries.push(...asked.tries);
    if (asked.kind !== 'unavailable') this.#name = this.model.tier(tier).model;
    return asked;
  }

  #leave(why: string): null {
    this.#rules.add(`model_left:${why}`);
    return null;
  }

  #reject(tool: string, code: string, words: string): string {
    this.#rules.add(`model_refused:${tool}:${code}`);
    return JSON.stringify({ status: 'rejected', code, words });
  }

  /** What the model is told about a call it proposed. */
  async #serve(proposed: ProposedCall): Promise<string> {
    const read = readProposedCall(proposed, this.#offered);
    if (read.kind === 'fault') return this.#reject(read.tool, read.code, read.words);
    const known = this.calls.find(({ tool, arguments: args }) => tool === read.call.tool && args.orderId === read.call.arguments.orderId && args.query === read.call.arguments.query);
    if (known) return tell(known);
    const done = read.kind === 'write' ? await this.#write(read.call) : await this.make(read.call, this.#categories);
    if (!done) return this.#reject(read.call.tool, 'not_asked_for', 'The customer has not asked for this in their own words, or not for this order, or something else comes first. Do not propose it again.');
    // A look-up that failed is the model's affair; the rules look up again what they need.
    if (read.kind === 'read' && done.status === 'succeeded') this.calls.push(done);
    if (done.status === 'refused') this.#rules.add(`model_refused:${done.tool}:${done.refusal?.code}`);
    return tell(done);
  }

  /** A write is made only where the rules would make it, and with their arguments: the model's say is that it comes now. */
  async #write(call: Call): Promise<DoneCall | null> {
    const planned = await this.#settle();
    if (planned.kind !== 'call' || planned.call.tool !== call.tool || planned.call.arguments.orderId !== call.arguments.orderId) return null;
    const done = await this.make(planned.call);
    this.calls.push(done);
    return done;
  }

  /** Makes the look-ups that the rules still need: the next write, or how the turn ends. */
  async #settle(): Promise<TurnStep> {
    for (let made = 0; made < mostPlannedCalls; made++) {
      const step = planTurn(this.turn, this.calls);
      if (step.kind !== 'call' || isShopsWrite(step.call)) return step;
      this.calls.push(await this.make(step.call));
    }
    throw new Error(`the plan of ${this.turn.received.ticketId} does not come to an end`);
  }

  async #finish(draft: ModelDraft): Promise<FinalStep> {
    const step = await this.#settle();
    if (step.kind === 'call') {
      this.#rules.add(`model_dropped:${step.call.tool}`);
      return askBack(this.turn, step.call, this.calls);
    }
    if (step.kind === 'escalate' && !mayAnswer(this.turn, step)) return step;
    const first = this.#judge(step, draft);
    if (first.kind !== 'faults') return first.step;
    return this.#prune(step, draft) ?? (await this.#repair(step, draft, first.faults)) ?? this.#refuse(step, first.faults);
  }

  /** Sentences that nothing backs go; what is left has to pass like any draft. */
  #prune(step: FinalStep, draft: ModelDraft): FinalStep | null {
    const pruned = pruneDraft(this.turn, step, draft, this.calls);
    const judged = pruned && this.#judge(step, pruned.draft);
    if (judged?.kind !== 'passed') return null;
    for (const { rule } of pruned!.removed) this.#rules.add(`model_sentence_removed:${rule}`);
    return judged.step;
  }

  #judge(step: FinalStep, draft: ModelDraft): { kind: 'passed'; step: FinalStep } | { kind: 'faults'; faults: readonly SeatFault[] } {
    const woven = weaveDraft(this.turn, step, draft);
    if (!woven) return { kind: 'passed', step };
    const faults = judgeDraft(this.turn, draft, woven, this.calls);
    return faults.length === 0 ? { kind: 'passed', step: { kind: 'reply', parts: woven.parts } } : { kind: 'faults', faults };
  }

  /** Once, with everything that was wrong and the desk's own wording to go by. */
  async #repair(step: FinalStep, draft: ModelDraft, faults: readonly SeatFault[]): Promise<FinalStep | null> {
    const wrong = faults.slice(0, 10).map(({ rule, found }) => `${rule} ${JSON.stringify(found.slice(0, 60))}`).join(', ');
    const wording = wordingOf(step.parts);
    const content = [`Your reply did not pass: ${wrong}. Write it again; nothing may stand in it that no result and no passage says.`, ...(wording ? [`The desk's own wording, to go by:\n${wording}`] : [])].join('\n');
    this.#messages.push({ role: 'assistant', content: JSON.stringify(draft), toolCalls: [] }, { role: 'user', content });
    const asked = await this.#ask('heavy', []);
    if (asked.kind !== 'answer') return null;
    const second = this.#judge(step, asked.answer);
    const mended = second.kind === 'passed' ? second.step : this.#prune(step, asked.answer);
    if (mended) this.#rules.add('model_repaired');
    return mended;
  }

  #refuse(step: FinalStep, faults: readonly SeatFault[]): FinalStep {
    for (const { rule } of faults) this.#rules.add(`model_draft_refused:${rule}`);
    return step;
  }
}

/** A case for a person is the desk's own step, not a wish of the customer's. */
function isShopsWrite({ tool }: Call): boolean {
  return findTool(tool)?.kind === 'write' && tool !== 'create_ticket';
}

function tell({ status, result, refusal }: DoneCall): string {
  return JSON.stringify({ status, result, refused: refusal?.code, words: refusal?.words }).slice(0, mostOfResult);
}

function wordingOf(parts: readonly Part[]): string {
  return parts.flatMap(({ fixed, text }) => (fixed ? [] : [toldBy(text)])).join('\n');
}
