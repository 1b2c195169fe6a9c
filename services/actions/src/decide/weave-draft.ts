import { citationOf } from './parts.js';
import type { TurnStep } from './plan-turn.js';
import type { Part, Turn } from './turn.js';

/** What a model answers with. */
export interface ModelDraft {
  readonly reply: string;
  /** Ids of the documents it used. */
  readonly citations: readonly string[];
}

/** The reply's parts with a model's words in the place of what rules composed; `replaced`: what these words stand for. */
export interface Woven {
  readonly parts: readonly Part[];
  readonly replaced: readonly Part[];
}

/** The desk's own fixed words stay, and so does what it asks for: a model rewords answers, nothing else. Null: nothing to reword. */
export function weaveDraft({ grounding }: Turn, step: Exclude<TurnStep, { kind: 'call' }>, draft: ModelDraft): Woven | null {
  const replaced = step.parts.filter(({ fixed }) => !fixed);
  if (step.kind === 'reply' && replaced.length === 0) return null;
  const cited = grounding.passages.filter(({ documentId }) => draft.citations.includes(documentId));
  const asking = replaced.find((part) => part.pending);
  const pending = asking?.pending;
  const words: Part = {
    text: [draft.reply.trim(), asking && questionOf(asking.text)].filter(Boolean).join(' '),
    fixed: false,
    rule: ['model', ...replaced.map(({ rule }) => rule)].join(':'),
    citations: cited.map(citationOf),
    passages: cited,
    ...(pending && { pending }),
  };
  const parts = step.parts.flatMap((part) => (part === replaced[0] ? [words] : part.fixed ? [part] : []));
  return { parts: parts.length > 0 ? parts : [words], replaced };
}

/** What a part tells, without what it asks. */
export function toldBy(text: string): string {
  return sentencesOf(text).slice(0, questionAt(text)).join(' ');
}

/** What a yes will answer is asked in the desk's own words. */
function questionOf(text: string): string {
  return sentencesOf(text).slice(questionAt(text)).join(' ');
}

function questionAt(text: string): number {
  const at = sentencesOf(text).findIndex((sentence) => sentence.endsWith('?'));
  return at < 0 ? Number.MAX_SAFE_INTEGER : at;
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?])\s+/);
}
