import type { TicketFacts } from './facts.js';
import { holderOf } from './holder-of.js';
import { latestTurn } from './latest-turn.js';
import { listMessages } from './list-messages.js';
import { anticipateState } from './anticipate-state.js';
import type { ConversationView } from './ticket-view.js';

/** A conversation out of its tickets, oldest first; undefined when there are none. */
export function showConversation(conversationId: string, tickets: readonly TicketFacts[]): ConversationView | undefined {
  const known = tickets.filter(({ identity, turns }) => identity && latestTurn({ turns }));
  if (!known.length) return undefined;
  const newest = known.map((facts) => latestTurn(facts)!.fact).reduce((a, b) => (b.revision > a.revision ? b : a));
  const source = known.flatMap(({ holds }) => Object.values(holds))[0]?.source || known[0]!.identity!.value.source;
  return {
    conversationId,
    source,
    authenticated: newest.authenticated,
    heldBy: holderOf(known) || null,
    tickets: known.map((facts) => ({ ticketId: facts.ticketId, state: anticipateState(facts) })),
    messages: known.flatMap(listMessages).sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
  };
}
