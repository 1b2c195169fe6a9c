import { createHash } from 'node:crypto';
import type { Prompt } from './prompt.js';

export type ChatMessage = { role: 'user' | 'assistant'; content: string };

/** A prompt ready to be sent: instructions, examples as a conversation, limits. */
export type CompiledPrompt = {
  name: string;
  version: string;
  system: string;
  fewShot: ChatMessage[];
  guardrails: { bannedIntents: string[] };
  maxTokens: number;
  temperature: number;
  /** Over everything above; explanations and caches name a prompt by it. */
  sha256: string;
};

const answerShape = `Answer with one JSON object and nothing else:
{"intent": string, "sentiment": "positive" | "neutral" | "negative", "suggested_response": string, "priority": 1 | 2 | 3}`;

/** Compiles a prompt file to what a model is sent. The same file always gives the same bytes. */
export function compilePrompt({ name, version, system, examples, guardrails }: Prompt): CompiledPrompt {
  const compiled = {
    name,
    version,
    system: [system.trim(), banText(guardrails.banned_intents), answerShape].filter(Boolean).join('\n\n'),
    fewShot: examples.flatMap(({ input, output }): ChatMessage[] => [
      { role: 'user', content: input },
      { role: 'assistant', content: JSON.stringify(output) },
    ]),
    guardrails: { bannedIntents: [...guardrails.banned_intents] },
    maxTokens: guardrails.max_tokens,
    temperature: guardrails.temperature,
  };
  return { ...compiled, sha256: createHash('sha256').update(JSON.stringify(compiled)).digest('hex') };
}

function banText(banned: readonly string[]): string {
  if (banned.length === 0) return '';
  return `Never answer these matters yourself; name the intent and leave "suggested_response" to say that a person takes over: ${banned.join(', ')}.`;
}
