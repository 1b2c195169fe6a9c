import { z } from 'zod';
import { plainSchema } from './plain-schema.js';
import type { ModelMessage, ModelRequest } from './model-request.js';

/** The request as the endpoint gets it; its canonical hash names it. */
export function wireRequest<Answer>({ messages, tools, answer, maxTokens, temperature }: ModelRequest<Answer>, model: string) {
  const schema = plainSchema(z.toJSONSchema(answer.schema) as Record<string, unknown>);
  return {
    model,
    messages: messages.map(wireMessage),
    ...(tools.length > 0 && { tools: tools.map((tool) => ({ type: 'function', function: { ...tool, parameters: plainSchema(tool.parameters), strict: isComplete(tool.parameters) } })) }),
    response_format: { type: 'json_schema', json_schema: { name: answer.name, strict: true, schema } },
    max_tokens: maxTokens,
    temperature,
  };
}

/** Endpoints hold a model strictly to a schema only where every member is required. */
function isComplete({ properties = {}, required = [] }: { properties?: object; required?: unknown[] }): boolean {
  return Object.keys(properties).every((name) => required.includes(name));
}

function wireMessage(message: ModelMessage) {
  if (message.role === 'tool') return { role: 'tool', tool_call_id: message.callId, content: message.content };
  if (message.role !== 'assistant') return { role: message.role, content: message.content };
  const calls = message.toolCalls.map(({ id, name, argumentsJson }) => ({ id, type: 'function', function: { name, arguments: argumentsJson } }));
  return { role: 'assistant', content: message.content, ...(calls.length > 0 && { tool_calls: calls }) };
}
