import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { earlyTriggers, type Trigger } from '@deskhand/catalogue/escalation-triggers.js';
import { findIntent } from '@deskhand/catalogue/find-intent.js';
import { smallTalk } from '@deskhand/catalogue/intent-labels.js';
import { parseMoney } from '@deskhand/catalogue/money.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Classified } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';

/** What the desk's fixed words and the shop's documents are written in. */
const languages = ['en'];

/** Why a person is needed before anything is looked up, strongest first. Confidence is not judged here: documents get a word first (A26). */
export function findTriggers({ customerMessages, history }: Pick<Received, 'customerMessages' | 'history'>, classified: Classified, catalogue: Catalogue): Trigger[] {
  const isAnswer = classified.answersPending !== undefined;
  const triggers = earlyTriggers(
    {
      intent: classified.smallTalk ? smallTalk : classified.intent,
      confidence: classified.confidence,
      sentiment: classified.sentiment as 'positive' | 'neutral' | 'negative',
      priority: classified.priority as 1 | 2 | 3,
      legal: classified.legal,
      asksForHuman: classified.asksForHuman,
      banned: classified.banned || null,
      unsafe: classified.unsafe,
      disputedAmount: classified.disputedAmount ? parseMoney(classified.disputedAmount) : null,
      angryTurns: classified.angryTurns,
      // Saying yes three times to three questions is not asking the same three times; and who asks for what has just been done hears that it is.
      repeatedQuestion: isAnswer || hasJustActed(history) ? 1 : classified.repeatedQuestion,
      customerMessages,
      languageSupported: isAnswer || languages.includes(classified.language),
    },
    catalogue.policies.escalation,
    findIntent(catalogue, classified.intent),
  );
  return triggers.filter(({ code }) => code !== 'low_confidence');
}

const reads = /^(?:lookup|track|check|search)_/;

/** The bot's last message told of something done. */
function hasJustActed(history: Received['history']): boolean {
  const last = history.filter(({ from }) => from === 'bot').at(-1);
  return last?.toolResults.some(({ tool, status }) => status === 'succeeded' && !reads.test(String(tool))) ?? false;
}
