import { BrokenCircuitError, type CircuitBreakerPolicy, circuitBreaker, handleAll } from 'cockatiel';
import { canonicalHash, canonicalJson } from './canonical-json.js';
import { nanoUsdOf, showUsd } from './cost.js';
import { type Completion, type Endpoint, EndpointFailure } from './endpoint.js';
import { findPersonalData, removePersonalData } from './find-personal-data.js';
import type { Asked, Kept, ModelRecord, ModelRequest, Spent, WhyNot } from './model-request.js';
import type { Records } from './records.js';
import type { Spending } from './spending.js';
import { nothingSpent, spentOf } from './spent-of.js';
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

  /** The tiers that have a model of their own, cheapest first. */
  get tiers(): Tier[] {
    return tiers.filter((tier) => this.parts.tiers[tier]);
  }

  /** The name behind a tier; where it is not configured, its nearest neighbour's. */
  tier(wanted: Tier): TierSettings & { tier: Tier } {
    const at = tiers.indexOf(wanted);
    const nearest = [...tiers.slice(at), ...tiers.slice(0, at).reverse()].find((tier) => this.parts.tiers[tier]);
    if (!nearest) throw new Error('no tier is configured');
    return { tier: nearest, ...this.parts.tiers[nearest]! };
  }

  /** Never throws because of the endpoint: what cannot be had is `unavailable`. In its scope a request is asked once, and fails once. */
  async ask<Answer>(request: ModelRequest<Answer>): Promise<Asked<Answer>> {
    const { records } = this.parts;
    const settings = this.tier(request.tier);
    const wire = wireRequest(request, settings.model);
    if (findPersonalData(canonicalJson(wire), this.parts.open).length > 0) return { kind: 'unavailable', why: 'personal_data', tries: [], spent: nothingSpent };
    const asking: Asking = { request, settings, wire, requestSha256: canonicalHash(wire) };
    const known = await records.tries(request.scope, asking.requestSha256);
    if (known.length > 0) return readTries(request, known);
    const reused = request.shared ? await records.reuse(request.scope, asking.requestSha256) : null;
    if (reused) return readTries(request, [reused]);
    const tries = await this.#tryTwice(asking);
    const last = tries.at(-1)!;
    if (request.shared && !last.record.failure) await records.share(last);
    return readTries(request, tries);
  }

  async #tryTwice(asking: Asking): Promise<Kept[]> {
    this.#retries = Math.min(3, this.#retries + 0.1);
    const first = await this.#try(asking, 1);
    if (!first.mayRetry || this.#retries < 1) return [first.kept];
    this.#retries -= 1;
    return [first.kept, (await this.#try(asking, 2)).kept];
  }

  async #try(asking: Asking, attempt: number): Promise<Tried> {
    const { request, settings, wire } = asking;
    const at = this.#now().toISOString();
    const keep = (record: Omit<ModelRecord, 'requestSha256' | 'request' | 'tier' | 'model' | 'at' | 'attempt'>) =>
      this.parts.records.keepTry(request.scope, { requestSha256: asking.requestSha256, request: wire, tier: settings.tier, model: settings.model, at, attempt, ...record });
    const refuse = async (failure: WhyNot): Promise<Tried> => ({ kept: await keep({ ...nothingSaid, ms: 0, failure }) });
    // No token is shorter than a byte.
    const most = Buffer.byteLength(canonicalJson(wire)) + request.maxTokens;
    if (settings.window !== undefined && most > settings.window) return refuse('window');
    if (this.isOpen) return refuse('breaker_open');
    const price = (tokens: number) => nanoUsdOf(tokens, settings.usdPer1kTokens);
    const reserved = await this.parts.spending.reserve({ ticketId: request.ticketId, day: at.slice(0, 10), tier: settings.tier, tierNanoUsdPerDay: settings.nanoUsdPerDay, tokens: most, nanoUsd: price(most) });
    if (typeof reserved === 'string') return refuse(reserved);
    const began = performance.now();
    let spent: Spent = { calls: 1, tokens: most, nanoUsd: price(most) };
    const told = () => ({ tokens: spent.tokens, costUsd: showUsd(spent.nanoUsd), ms: Math.round(performance.now() - began) });
    try {
      return await this.#breaker.execute(async () => {
        const { tokens, ...said } = await this.#complete(wire);
        if (tokens !== null) spent = { calls: 1, tokens, nanoUsd: price(tokens) };
        const clean = withoutPersonalData(said, this.parts.open);
        const isInvalid = readAnswer(request, clean) === null;
        const kept = await keep({ ...clean, ...told(), ...(isInvalid && { failure: 'invalid_answer' }) });
        if (isInvalid) throw new InvalidAnswer(kept);
        return { kept };
      });
    } catch (error) {
      if (error instanceof InvalidAnswer) return { kept: error.kept };
      if (error instanceof BrokenCircuitError) {
        spent = nothingSpent;
        return await refuse('breaker_open');
      }
      if (!(error instanceof EndpointFailure)) throw error;
      if (error.refused) spent = { calls: 1, tokens: 0, nanoUsd: 0 };
      return { kept: await keep({ ...nothingSaid, ...told(), failure: error.why }), mayRetry: error.refused };
    } finally {
      await this.parts.spending.settle(reserved, spent);
    }
  }

  async #complete(wire: Asking['wire']): Promise<Completion> {
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

class InvalidAnswer extends Error {
  constructor(readonly kept: Kept) {
    super('neither a call nor an answer of the shape that was asked for');
  }
}

type Said = Pick<ModelRecord, 'text' | 'toolCalls'>;
type Tried = { readonly kept: Kept; readonly mayRetry?: boolean };

interface Asking {
  readonly request: ModelRequest<unknown>;
  readonly settings: TierSettings & { tier: Tier };
  readonly wire: ReturnType<typeof wireRequest>;
  readonly requestSha256: string;
}

const nothingSaid = { text: '', toolCalls: [], tokens: 0, costUsd: '0' };

/** What a model writes is personal data until proven otherwise: it is taken out at the door. */
function withoutPersonalData({ text, toolCalls }: Said, open = ''): Said {
  const calls = toolCalls.map((call) => ({ ...call, name: removePersonalData(call.name, open), argumentsJson: removePersonalData(call.argumentsJson, open) }));
  return { text: removePersonalData(text, open), toolCalls: calls };
}

/** What came of it, the same for tries just made and for recorded ones. */
function readTries<Answer>(request: ModelRequest<Answer>, tries: readonly Kept[]): Asked<Answer> {
  const { record } = tries.at(-1)!;
  const told = { tries, spent: spentOf(tries) };
  if (record.failure) return { kind: 'unavailable', why: record.failure, ...told };
  return { ...(readAnswer(request, record) ?? { kind: 'unavailable', why: 'invalid_answer' }), ...told };
}

/** Null when it is neither a call nor an answer of the shape that was asked for. */
function readAnswer<Answer>(request: ModelRequest<Answer>, { text, toolCalls }: Said) {
  if (toolCalls.length > 0) return { kind: 'calls' as const, text, calls: toolCalls };
  const answer = request.answer.schema.safeParse(parseJson(text));
  return answer.success ? { kind: 'answer' as const, answer: answer.data } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
