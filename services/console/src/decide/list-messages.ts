import type { TicketFacts, TurnFact } from './facts.js';
import type { MessageView } from './ticket-view.js';
import { wordsOf } from './words-of.js';

/** Everything said in a ticket, oldest first. */
export function listMessages(facts: TicketFacts): MessageView[] {
  const turns = Object.entries(facts.turns)
    .map(([number, fact]) => ({ number: Number(number), fact }))
    .sort((a, b) => a.number - b.number);
  const written = turns.map(({ fact }, at): MessageView => {
    const text = ownWords(fact, turns[at - 1]?.fact, facts);
    return { messageId: fact.messageId, from: 'customer', text, at: fact.at };
  });
  const told = Object.entries(facts.delivered).map(([messageId, { value }]): MessageView => {
    return { messageId, from: value.by === 'bot' ? 'bot' : 'human', text: wordsOf(facts, messageId).text, at: value.at };
  });
  told.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.messageId < b.messageId ? -1 : 1));
  // A stable sort: of one moment, what the customer wrote comes first.
  return [...written, ...told].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** A turn's text begins with the messages that waited for an answer: they are messages of their own. */
function ownWords(turn: TurnFact, before: TurnFact | undefined, facts: TicketFacts): string {
  if (turn.ownText !== undefined) return turn.ownText;
  const waiting = before && `${before.text}\n\n`;
  if (!waiting || !turn.text.startsWith(waiting) || wasAnswered(before, turn, facts)) return turn.text;
  return turn.text.slice(waiting.length);
}

function wasAnswered(before: TurnFact, turn: TurnFact, { delivered }: TicketFacts): boolean {
  return Object.values(delivered).some(({ value }) => value.inReplyTo === before.messageId && Date.parse(value.at) <= Date.parse(turn.at));
}
