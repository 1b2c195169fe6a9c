import type { TicketFacts } from './facts.js';

/** Who holds the conversation, by its newest revision that any of its tickets knows; empty when nobody does. */
export function holderOf(tickets: readonly Pick<TicketFacts, 'turns' | 'holds'>[]): string {
  let newest = { revision: 0, holder: '' };
  const see = (revision: number, holder: string) => {
    if (revision > newest.revision) newest = { revision, holder };
  };
  for (const { turns, holds } of tickets) {
    for (const { revision, heldBy } of Object.values(turns)) see(revision, heldBy);
    for (const [revision, { kind, by }] of Object.entries(holds)) see(Number(revision), kind === 'taken_over' ? by : '');
  }
  return newest.holder;
}
