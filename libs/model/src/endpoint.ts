import OpenAI, { APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import { z } from 'zod';
import { cappedFetch } from './capped-fetch.js';
import type { ProposedCall } from './model-request.js';
import type { wireRequest } from './wire-request.js';

export interface Completion {
  readonly text: string;
  readonly toolCalls: readonly ProposedCall[];
  /** Null where the endpoint does not say. */
  readonly tokens: number | null;
}

export class EndpointFailure extends Error {
  constructor(
    readonly why: 'timeout' | 'failed',
    /** The endpoint refused before it began: asking again is safe and nothing was used up. */
    readonly refused: boolean,
    options?: ErrorOptions,
  ) {
    super(`the model's endpoint: ${why}`, options);
  }
}

const completionShape = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        message: z.looseObject({
          content: z.string().nullish(),
          tool_calls: z
            .array(z.looseObject({ id: z.string().max(200), function: z.looseObject({ name: z.string().max(200), arguments: z.string() }) }))
            .nullish(),
        }),
      }),
    )
    .min(1),
  usage: z.looseObject({ total_tokens: z.int().min(0) }).nullish().catch(null),
});

/** Chat completions over HTTP. */
export class Endpoint {
  readonly #client: OpenAI;

  constructor(private readonly options: { baseUrl: string; apiKey: string; timeoutMs: number }) {
    this.#client = new OpenAI({
      apiKey: options.apiKey,
      baseURL: options.baseUrl,
      organization: null,
      project: null,
      maxRetries: 0,
      logLevel: 'off',
      fetch: cappedFetch as typeof fetch,
    });
  }

  /** @throws EndpointFailure */
  async complete(request: ReturnType<typeof wireRequest>): Promise<Completion> {
    const signal = AbortSignal.timeout(this.options.timeoutMs);
    try {
      const answer: unknown = await this.#client.chat.completions.create(request as never, { signal, timeout: this.options.timeoutMs });
      const { choices, usage } = completionShape.parse(answer);
      const message = choices[0]!.message;
      const toolCalls = (message.tool_calls ?? []).map(({ id, function: { name, arguments: argumentsJson } }) => ({ id, name, argumentsJson }));
      return { text: message.content ?? '', toolCalls, tokens: usage?.total_tokens ?? null };
    } catch (error) {
      throw failureOf(error, signal.aborted);
    }
  }
}

function failureOf(error: unknown, outOfTime: boolean): EndpointFailure {
  if (outOfTime || error instanceof APIConnectionTimeoutError || error instanceof APIUserAbortError) return new EndpointFailure('timeout', false, { cause: error });
  const status = error instanceof APIError ? error.status : undefined;
  return new EndpointFailure('failed', status === 429 || status === 503, { cause: error });
}

