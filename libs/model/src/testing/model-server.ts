import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChatReply, ChatRequest } from './chat-request.js';
import { beHonest } from './honest.js';
import { type LieTargets, lie } from './lies.js';
import { random } from './random.js';

/** How the played model behaves. */
export type ModelMode = 'honest' | 'lying' | 'slow' | 'too_many' | 'down' | 'cut' | 'invalid_json' | 'wrong_schema' | 'huge' | 'hang_up';

export interface ModelServer {
  readonly url: string;
  mode: ModelMode;
  /** Answers instead of the mode, where set. */
  script: ((request: ChatRequest) => ChatReply) | null;
  /** Tokens that it says every answer took. */
  tokens: number;
  readonly requests: ChatRequest[];
  close(): Promise<void>;
}

/** Plays an OpenAI-compatible endpoint: honest, slow, broken or lying; lies are the same for the same seed. */
export async function startModelServer({ mode = 'honest' as ModelMode, seed = 1, slowMs = 60_000, targets = { orders: ['1'], customers: ['1'] } as LieTargets } = {}): Promise<ModelServer> {
  const next = random(seed);
  const requests: ChatRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const request = JSON.parse(Buffer.concat(chunks).toString()) as ChatRequest;
    requests.push(request);
    const unknown = unknownKeyword(request);
    if (unknown) return void response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { message: `schemas may not say ${unknown}` } }));
    const reply = played.script?.(request) ?? (played.mode === 'lying' ? lie(request, next, targets) : beHonest(request));
    answer(response, played.script ? 'honest' : played.mode, completionOf(reply, request.model, played.tokens, requests.length), slowMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const played: ModelServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    mode,
    script: null,
    tokens: 100,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return played;
}

const keywords = ['type', 'description', 'enum', 'required', 'additionalProperties', 'properties', 'items', 'anyOf'];

/** A keyword that some endpoint refuses in a schema it is to be strict about. */
function unknownKeyword({ response_format: format, tools = [] }: ChatRequest): string | undefined {
  const schemas = [format?.json_schema.schema, ...tools.map(({ function: { parameters } }) => parameters)];
  return schemas.map(find).find((name) => name !== undefined);

  function find(schema: unknown): string | undefined {
    if (typeof schema !== 'object' || schema === null) return undefined;
    const { properties = {}, items, anyOf = [] } = schema as { properties?: object; items?: unknown; anyOf?: unknown[] };
    return Object.keys(schema).find((name) => !keywords.includes(name)) ?? [...Object.values(properties), items, ...anyOf].map(find).find((name) => name !== undefined);
  }
}

function completionOf(reply: ChatReply, model: string, tokens: number, n: number) {
  const message =
    'calls' in reply
      ? { role: 'assistant', content: null, tool_calls: reply.calls.map((call, index) => ({ id: `call_${n}_${index}`, type: 'function', function: call })) }
      : { role: 'assistant', content: reply.text };
  const usage = { prompt_tokens: tokens - 1, completion_tokens: 1, total_tokens: tokens };
  return { id: `chatcmpl-${n}`, object: 'chat.completion', created: 0, model, usage, choices: [{ index: 0, finish_reason: 'stop', message }] };
}

function answer(response: ServerResponse, mode: ModelMode, completion: ReturnType<typeof completionOf>, slowMs: number): void {
  const send = (status: number, body: string) => response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  const said = (content: string) => send(200, JSON.stringify({ ...completion, choices: [{ index: 0, message: { role: 'assistant', content } }] }));
  switch (mode) {
    case 'honest':
    case 'lying':
      return void send(200, JSON.stringify(completion));
    case 'slow':
      return void setTimeout(() => send(200, JSON.stringify(completion)), slowMs).unref();
    case 'too_many':
      return void send(429, '{"error":{"message":"slow down"}}');
    case 'down':
      return void send(500, '{"error":{"message":"no"}}');
    case 'hang_up':
      return void response.destroy();
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100000' });
      response.write(JSON.stringify(completion).slice(0, 40));
      return void setTimeout(() => response.destroy(), 10);
    case 'invalid_json':
      return void said('{"reply": "so');
    case 'wrong_schema':
      return void said('{"answer": 42}');
    case 'huge':
      return void said('x'.repeat(10 * 1024 * 1024));
  }
}
