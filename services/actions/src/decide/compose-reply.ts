import { say } from '@deskhand/catalogue/reply.js';
import type { Citation, Passage } from '@deskhand/contracts/gen/events/deskhand/knowledge/v1/facts.js';
import type { Part, Pending, Turn } from './turn.js';

/** The reply as the customer gets it. */
export interface Reply {
  readonly text: string;
  readonly kind: 'fixed' | 'draft';
  readonly citations: readonly Citation[];
  readonly passages: readonly Passage[];
  readonly pending: Pending | null;
  readonly closure: boolean;
  readonly rules: readonly string[];
}

/** Joins the parts: who speaks (once a conversation), sorry at most once, one question at most. */
export function composeReply(turn: Turn, parts: readonly Part[]): Reply {
  const distinct = parts.filter((part, index) => parts.findIndex(({ text }) => text === part.text) === index);
  const body = apologiseOnce(distinct.map(({ text }) => text));
  return {
    text: frame(turn, body, distinct.some(({ rule }) => rule.startsWith('small_talk'))),
    kind: distinct.every((part) => part.fixed) ? 'fixed' : 'draft',
    citations: unique(distinct.flatMap(({ citations }) => citations ?? [])),
    passages: distinct.flatMap(({ passages }) => passages ?? []),
    pending: distinct.find(({ pending }) => pending)?.pending ?? null,
    closure: distinct.some(({ closure }) => closure),
    rules: distinct.map(({ rule }) => rule),
  };
}

function frame(turn: Turn, body: string, isSmallTalk: boolean): string {
  const { catalogue, customer, received } = turn;
  const isFirst = !received.history.some(({ from }) => from === 'bot');
  const disclosure = isFirst ? say(catalogue.replies, 'intro.disclosure') : '';
  const greeting = isFirst && customer?.firstName && !isSmallTalk ? say(catalogue.replies, 'intro.named_greeting', { name: customer.firstName }) : '';
  const intro = [greeting, disclosure].filter(Boolean).join(' ');
  const signature = received.channel === 'email' ? say(catalogue.replies, 'closing.signature') : '';
  // "Hello!" comes before who is speaking, everything else after it.
  const lines = isSmallTalk ? [[body, intro].filter(Boolean).join(' ')] : [intro, body];
  return [...lines, signature].filter(Boolean).join('\n\n');
}

const sorry = /\bI(?:'|’)m sorry(?: about that)?(?:, (?:but )?|; | but |\. )?/i;

/** Keeps the first "I'm sorry" and takes out later ones; what is left begins with a capital again. */
function apologiseOnce(texts: readonly string[]): string {
  let said = false;
  return texts
    .map((text) => {
      if (!sorry.test(text)) return text;
      if (said) return capital(text.replace(sorry, ''));
      said = true;
      return text;
    })
    .join('\n\n');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function unique(citations: readonly Citation[]): Citation[] {
  return citations.filter((each, index) => citations.findIndex((other) => other.documentId === each.documentId && other.section === each.section) === index);
}
