import { chunkDocument } from './chunk-document.js';
import { findInstructions } from './find-instructions.js';
import { readWords } from './read-words.js';
import { unreadableScript } from './unreadable-script.js';
import { type Priority, updatePlan } from './update-plan.js';

/** A document as somebody offers it. */
export interface OfferedDocument {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly source: string;
  /** Markdown. */
  readonly text: string;
  readonly priority?: Priority | undefined;
  /** A day. */
  readonly updated?: string | undefined;
  /** A day. */
  readonly expires?: string | undefined;
}

/** A document that may be taken in. */
export interface NewDocument {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly category: string;
  readonly priority: Priority;
  readonly updated: string;
  readonly expires: string | null;
  readonly source: string;
  readonly body: string;
}

/** Looks at a document at the door; a string says why it stays outside. The version covers what is said, not when. */
export function newDocument({ id, title, category, source, text, priority, updated, expires }: OfferedDocument, today: string, hash: (text: string) => string): NewDocument | string {
  const body = text.replaceAll('\r\n', '\n').trim();
  const order = findInstructions(`${title}\n${body}`);
  if (order) return `${id} gives orders to a model ("${order}"): a document only informs. Take that out and add it again.`;
  const language = unreadableScript(body);
  if (language) return `${id} is written in ${language}, which the built-in search cannot take apart into words: customers would never find it.`;
  if (chunkDocument({ title, body }).length === 0 || readWords(body).length === 0) return `${id} has no words that a question could find: it is empty, or only headings.`;
  const kept = { title, category, priority: priority ?? updatePlan(category).priority, expires: expires ?? null, body };
  const version = hash(JSON.stringify({ ...kept, ...(updated && { updated }) })).slice(0, 12);
  return { id, version, ...kept, updated: updated ?? today, source };
}
