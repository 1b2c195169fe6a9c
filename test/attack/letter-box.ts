import type { World } from '@deskhand/escalation/perform/world.fixture.js';
import { waitFor } from '@deskhand/testing/wait-for.js';

/** What a world has heard, by topic and ticket: a world of ten thousand tickets is too long a list to look through. */
export class LetterBox {
  readonly #letters = new Map<string, unknown[]>();

  constructor(private readonly world: World) {}

  first<T>(topic: string, ticketId: string): Promise<T> {
    return waitFor(() => this.all<T>(topic, ticketId)[0] as T & object, { for: `${topic} of ${ticketId}`, every: 5, deadline: 30_000 }) as Promise<T>;
  }

  all<T>(topic: string, ticketId: string): T[] {
    for (const { topic: heard, subject, body } of this.world.heard.splice(0)) this.#letters.set(`${heard} ${subject}`, [...(this.#letters.get(`${heard} ${subject}`) ?? []), body]);
    return (this.#letters.get(`${topic} ${ticketId}`) ?? []) as T[];
  }
}
