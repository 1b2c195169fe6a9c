import type { Outcome } from '@deskhand/bus/delivery.js';
import type { Write } from '@deskhand/bus/statement.js';
import { bodyOf } from '../decide/body-of.js';
import { eraseFacts, withoutErased } from '../decide/erase-facts.js';
import type { SeenEvent, TicketFacts } from '../decide/facts.js';
import { locateEvent } from '../decide/locate-event.js';
import { noFacts } from '../decide/no-facts.js';
import { projectEvent } from '../decide/project-event.js';
import { guardrailsInEvent } from '../decide/guardrails-in-event.js';
import { takeOutputs } from '../decide/take-outputs.js';
import type { Archive } from './archive.js';
import type { ChainWriter, Manifests } from './manifests.js';
import { Recent } from './recent.js';
import type { KnownTicket, TicketStore } from './ticket-store.js';
import type { Waiters } from './waiters.js';

type CountGuardrail = { inc(labels: { rule: string }): void };

const kept = 2_000;
/** Waiters for any event at all. */
export const anyEvent = '*';

/** Events in, archive and view out. All events of one call have one conversation. */
export class Projector {
  /** Rows as they were committed last, so that a projection normally reads nothing. */
  readonly #recent = new Recent<KnownTicket>(kept);

  constructor(
    private readonly archive: Archive,
    private readonly tickets: TicketStore,
    private readonly waiters: Waiters,
    private readonly manifests: Manifests,
    private readonly guardrails: CountGuardrail,
  ) {}

  async take(events: readonly SeenEvent[]): Promise<Outcome> {
    const before = await this.#load([...new Set(events.flatMap((event) => locateEvent(event).ticketIds))]);
    const facts = new Map([...before].map(([ticketId, ticket]) => [ticketId, ticket.facts]));
    const writes: Write[] = [];
    const fresh: SeenEvent[] = [];
    const chain = this.manifests.open(events[0]?.key ?? '');
    for (const told of events) {
      const { ticketIds } = locateEvent(told);
      const event = withoutErased(told, ticketIds.map((ticketId) => facts.get(ticketId)));
      writes.push(await this.archive.keep(event));
      if (await this.#erase(event, ticketIds, facts, writes)) await chain.forgetTexts();
      for (const ticketId of ticketIds) {
        const [known, seen] = [facts.get(ticketId), projectEvent(facts.get(ticketId), event, ticketId)];
        if (seen === known) continue;
        if (!fresh.includes(event)) fresh.push(event);
        facts.set(ticketId, await chain.add(takeOutputs(seen, event)));
      }
    }
    const after = [...facts].map(([ticketId, known]) => next(before.get(ticketId), known));
    const changed = after.filter((ticket) => ticket !== before.get(ticket.facts.ticketId));
    writes.push(...changed.map((ticket) => this.tickets.save(ticket)), ...chain.writes);
    return { events: [], writes, afterCommit: () => this.#settle(after, changed, fresh, chain) };
  }

  /** Overwrites what archive and view hold of a conversation, once: afterwards the timeline knows of it. */
  async #erase(event: SeenEvent, ticketIds: readonly string[], facts: Map<string, TicketFacts>, writes: Write[]): Promise<boolean> {
    const erasure = bodyOf(event, 'conversation.erased.v1');
    if (!erasure || ticketIds.every((ticketId) => facts.get(ticketId)?.timeline[event.id])) return false;
    for (const ticketId of ticketIds) facts.set(ticketId, eraseFacts(facts.get(ticketId) ?? noFacts(ticketId, event.key), erasure));
    writes.push(...(await this.archive.erase(locateEvent(event).conversationId)));
    return true;
  }

  /** A row that was taken and not put back had a conflict: next time it is read. */
  async #load(ticketIds: readonly string[]): Promise<Map<string, KnownTicket>> {
    const found = new Map<string, KnownTicket>();
    for (const ticketId of ticketIds) {
      const ticket = this.#recent.take(ticketId);
      if (ticket) found.set(ticketId, ticket);
    }
    const missing = ticketIds.filter((ticketId) => !found.has(ticketId));
    for (const [ticketId, ticket] of await this.tickets.load(missing)) found.set(ticketId, ticket);
    return found;
  }

  #settle(after: readonly KnownTicket[], changed: readonly KnownTicket[], fresh: readonly SeenEvent[], chain: ChainWriter): void {
    chain.keep();
    for (const rule of fresh.flatMap(guardrailsInEvent)) this.guardrails.inc({ rule });
    for (const ticket of after) this.#recent.put(ticket.facts.ticketId, ticket);
    for (const { facts } of changed) this.waiters.wake(facts.ticketId);
    this.waiters.wake(anyEvent);
  }
}

/** However many events change a ticket, it is written once: its version rises by one. */
function next(before: KnownTicket | undefined, facts: TicketFacts): KnownTicket {
  return before?.facts === facts ? before : { facts, version: (before?.version ?? 0) + 1 };
}
