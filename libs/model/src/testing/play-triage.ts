import { createHash } from 'node:crypto';
import type { ChatReply, ChatRequest } from './chat-request.js';

export interface TriagePlay {
  /** What each message means. */
  readonly labels: ReadonlyMap<string, string>;
  /** What may be said wrongly. */
  readonly intents: readonly string[];
  /** By the model's name: the share of messages that it is right about. */
  readonly accuracy: Readonly<Record<string, number>>;
  readonly seed?: number;
}

/** Plays a model that sorts tickets and is right as often as stated: which messages it is wrong about hangs on the message, the model and the seed alone. */
export function playTriage({ labels, intents, accuracy, seed = 1 }: TriagePlay) {
  return ({ model, messages }: ChatRequest): ChatReply => {
    const text = messages.at(-1)?.content.split('\n').at(-1) ?? '';
    const label = labels.get(text);
    const intent = label !== undefined && drawOf(seed, model, text) < (accuracy[model] ?? 0) ? label : another(intents, label, drawOf(seed, model, `${text} `));
    return { text: JSON.stringify({ intent, sentiment: 'neutral', suggested_response: 'Let me look into this for you.', priority: 3 }) };
  };
}

/** From 0 to 1. */
export function drawOf(seed: number, model: string, text: string): number {
  return createHash('sha256').update(JSON.stringify([seed, model, text])).digest().readUInt32BE() / 2 ** 32;
}

function another(intents: readonly string[], label: string | undefined, draw: number): string {
  const others = intents.filter((intent) => intent !== label);
  return others[Math.floor(draw * others.length)]!;
}
