import type { ChatReply, ChatRequest } from './chat-request.js';

/** A model that sorts a ticket as the phrase most like it was sorted. Null: the request is not about sorting one. */
export function sortTicket({ messages, response_format: format }: ChatRequest): ChatReply | null {
  const intents = (format?.json_schema.schema as { properties?: { intent?: { enum?: string[] } } } | undefined)?.properties?.intent?.enum;
  if (!intents) return null;
  const shown = [...(messages[0]?.content.matchAll(/^- ".*": (\w+)$/gm) ?? [])].map(([, intent]) => intent!);
  return { text: JSON.stringify({ intent: shown.find((intent) => intents.includes(intent)) ?? intents[0], sentiment: 'neutral', suggested_response: 'Let me look into this for you.', priority: 3 }) };
}
