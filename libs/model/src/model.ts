import { BrokenCircuitError, type CircuitBreakerPolicy, circuitBreaker, handleAll } from 'cockatiel';
import { canonicalHash, canonicalJson } from './canonical-json.js';
import { nanoUsdOf, showUsd } from './cost.js';
import { type Completion, type Endpoint, EndpointFailure } from './endpoint.js';
import { findPersonalData, removePersonalData } from './find-personal-data.js';
import { addSpent } from './add-spent.js';
import type { Asked, ModelRecord, ModelRequest, Spent, WhyNot } from './model-request.js';
import type { Records } from './records.js';
import type { Spending } from './spending.js';
import { StreakBreaker } from './streak-breaker.js';
import { type Tier, type TierSettings, type TierTable, tiers } from './tier.js';
import { wireRequest } from './wire-request.js';

export interface ModelParts {
  readonly endpoint: Pick<Endpoint, 'complete'>;
  readonly spending: Spending;
  readonly records: Records;
  readonly tiers: TierTable;
  /** Text that is public: the shop's own addresses may leave. */
  readonly open?: string;
  readonly now?: () => Date;
  /** How long the breaker stays open. */
  readonly openForMs?: number;
}

const failuresInARow = 3;

/** The only door to a language model. */
export class Model {
  readonly #streak = new StreakBreaker(failuresInARow);
  readonly #breaker: CircuitBreakerPolicy;
  #openUntil = 0;
  /** Asking again may add a tenth to the traffic, no more. */
  #retries = 1;

  constructor(private readonly parts: ModelParts) {
    const halfOpenAfter = parts.openForMs ?? 10_000;
    this.#breaker = circuitBreaker(handleAll, { halfOpenAfter, breaker: this.#streak });
    this.#breaker.onBreak(() => (this.#openUntil = performance.now() + halfOpenAfter));
    this.#breaker.onReset(() => (this.#openUntil = 0));
  }

  /** The endpoint is not asked at the moment. */
  get isOpen(): boolean {
    return performance.now() < this.#openUntil;
  }

  get records(): Records {
    return this.parts.records;
  }

  /** The name behind a tier; where it is not configured, its nearest neighbour's. */
  tier(wanted: Tier): TierSettings & { tier: Tier } {
    const at = tiers.indexOf(wanted);
    const nearest = [...tiers.slice(at), ...tiers.slice(0, at).reverse()].find((tier) => this.parts.tiers[tier]);
    if (!nearest) throw new Error('no tier is configured');
    return { tier: nearest, ...this.parts.tiers[nearest]! };
  }

  /** Never throws because of the endpoint: what cannot be had is `unavailable`. */
  async ask<Answer>(request: ModelRequest<Answer>): Promise<Asked<Answer>> {
    const settings = this.tier(request.tier);
    const wire = wireRequest(request, settings.model);
    if (findPersonalData(canonicalJson(wire), this.parts.open).length > 0) return unavailable('personal_data');
    const requestSha256 = canonicalHash(wire);
    const known = await this.parts.records.answered(request.scope, requestSha256);
    if (known) return read(request, known.record, known.sha256) ?? unavailable('invalid_answer', { calls: 1, ...costOf(known.record.tokens, settings) });
    this.#retries = Math.min(3, this.#retries + 0.1);
    const first = await this.#try(request, settings, wire, requestSha256);
    if (first.kind !== 'unavailable' || !first.mayRetry || this.#retries < 1) return first;
    this.#retries -= 1;
    const second = await this.#try(request, settings, wire, requestSha256);
    return second.kind === 'unavailable' ? { ...second, spent: addSpent(first.spent, second.spent) } : second;
  }

  async #try<Answer>(request: ModelRequest<Answer>, settings: Settings, wire: Wire, requestSha256: string): Promise<Tried<Answer>> {
    if (this.isOpen) return unavailable('breaker_open');
    const at = this.#now().toISOString();
    // No token is shorter than a byte.
    const most = costOf(Buffer.byteLength(canonicalJson(wire)) + request.maxTokens, settings);
    const reserved = await this.parts.spending.reserve(request.ticketId, at.slice(0, 10), most);
    if (typeof reserved === 'string') return unavailable(reserved);
    const began = performance.now();
    let spent: Spent = { calls: 1, ...most };
    try {
      return await this.#breaker.execute(async () => {
        const completion = await this.#complete(wire);
        const used = completion.tokens === null ? most : costOf(completion.tokens, settings);
        spent = { calls: 1, ...used };
        const record = recordOf(completion, settings, wire, { requestSha256, at, ms: Math.round(performance.now() - began), tokens: used.tokens, costUsd: showUsd(used.nanoUsd) }, this.parts.open);
        const asked = read(request, record, await this.parts.records.keepAnswer(request.scope, record));
        if (!asked) throw new InvalidAnswer();
        return asked;
      });
    } catch (error) {
      if (error instanceof InvalidAnswer) return unavailable('invalid_answer', spent);
      if (error instanceof BrokenCircuitError) spent = nothing;
      else if (!(error instanceof EndpointFailure)) throw error;
      else if (error.refused) spent = { calls: 1, tokens: 0, nanoUsd: 0 };
      return error instanceof EndpointFailure ? { ...unavailable(error.why, spent), mayRetry: error.refused } : unavailable('breaker_open');
    } finally {
      await this.parts.spending.settle(reserved, spent);
    }
  }

  async #complete(wire: Wire): Promise<Completion> {
    try {
      return await this.parts.endpoint.complete(wire);
    } catch (error) {
      if (error instanceof EndpointFailure && error.why === 'timeout') this.#streak.hung();
      throw error;
    }
  }

  #now(): Date {
    return (this.parts.now ?? (() => new Date()))();
  }
}

class InvalidAnswer extends Error {}

type Settings = TierSettings & { tier: Tier };
type Wire = ReturnType<typeof wireRequest>;
type Tried<Answer> = Asked<Answer> & { mayRetry?: boolean };

const nothing: Spent = { calls: 0, tokens: 0, nanoUsd: 0 };

function unavailable(why: WhyNot, spent: Spent = nothing) {
  return { kind: 'unavailable' as const, why, spent };
}

function costOf(tokens: number, { usdPer1kTokens }: TierSettings): { tokens: number; nanoUsd: number } {
  return { tokens, nanoUsd: nanoUsdOf(tokens, usdPer1kTokens) };
}

/** What a model writes is personal data until proven otherwise: it is taken out at the door. */
function recordOf({ text, toolCalls }: Completion, { tier, model }: Settings, request: Wire, facts: Pick<ModelRecord, 'requestSha256' | 'at' | 'ms' | 'tokens' | 'costUsd'>, open = ''): ModelRecord {
  const calls = toolCalls.map((call) => ({ ...call, name: removePersonalData(call.name, open), argumentsJson: removePersonalData(call.argumentsJson, open) }));
  return { ...facts, request, tier, model, text: removePersonalData(text, open), toolCalls: calls };
}

/** Null when it is neither a call nor an answer of the shape that was asked for. */
function read<Answer>(request: ModelRequest<Answer>, record: ModelRecord, recordSha256: string): Asked<Answer> | null {
  if (record.toolCalls.length > 0) return { kind: 'calls', text: record.text, calls: record.toolCalls, record, recordSha256 };
  const answer = request.answer.schema.safeParse(parseJson(record.text));
  return answer.success ? { kind: 'answer', answer: answer.data, record, recordSha256 } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
