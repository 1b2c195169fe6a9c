/** What of a chat completion request the played model looks at. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { role: string; content: string; tool_calls?: readonly { id: string; function: { name: string; arguments: string } }[] }[];
  readonly response_format?: { json_schema: { schema: unknown } };
  readonly tools?: readonly { function: { name: string; parameters: { properties?: Record<string, unknown> } } }[];
}

/** What the played model says: calls, or a text that ought to be the JSON asked for. */
export type ChatReply = { readonly calls: readonly { name: string; arguments: string }[] } | { readonly text: string };

export function call(name: string, args: unknown): ChatReply {
  return { calls: [{ name, arguments: JSON.stringify(args) }] };
}

export function draft(reply: string, citations: readonly string[] = []): ChatReply {
  return { text: JSON.stringify({ reply, citations }) };
}
