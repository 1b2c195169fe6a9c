import { setTimeout as sleep } from 'node:timers/promises';
import type { OutgoingEvent } from '@deskhand/bus/delivery.js';
import type { CommittedEvent, ViewClient } from '@deskhand/contracts/gen/rpc/deskhand/console/v1/service.js';
import type { PromiseClient } from '@deskhand/kit/grpc.js';
import type { Logger } from '@deskhand/kit/logger.js';
import { RpcError } from '@deskhand/kit/rpc-error.js';

const patienceMs = 2_000;
const pauseMs = 1_000;

/** The console's view: told of what was just committed, so that any GET shows it, and asked for what people see. */
export class View {
  #awayUntil = 0;

  constructor(
    private readonly client: PromiseClient<ViewClient>,
    private readonly log: Logger,
  ) {}

  /** A console that is away costs one request its patience and the next ones nothing: the bus brings the events later. */
  /** @param insists asks also a console that was away a moment ago */
  async apply(events: readonly OutgoingEvent[], time: string, insists = false): Promise<boolean> {
    if (events.length === 0) return true;
    if (Date.now() < this.#awayUntil && !insists) return false;
    try {
      await this.client.apply({ events: events.map((event) => committed(event, time)) }, { deadlineMs: patienceMs });
      return true;
    } catch (error) {
      this.#awayUntil = Date.now() + pauseMs;
      this.log.warn({ err: error }, 'the view could not be told of a write; it hears of it over the bus');
      return false;
    }
  }

  /** A repeat waits for the first one's write to show; gives up when the console is away. */
  async shows(ticketId: string): Promise<void> {
    for (const end = Date.now() + patienceMs; Date.now() < end && Date.now() >= this.#awayUntil; await sleep(20))
      try {
        await this.client.ticket({ ticketId, waitMs: 0 }, { deadlineMs: patienceMs });
        return;
      } catch (error) {
        if (!(error instanceof RpcError && error.code === 'not_found')) return;
      }
  }

  /** A conversation as GET shows it; undefined when the console does not know it or is away. */
  async conversation(conversationId: string): Promise<object | undefined> {
    try {
      const { json } = await this.client.conversation({ conversationId }, { deadlineMs: patienceMs });
      return JSON.parse(json) as object;
    } catch (error) {
      this.log.warn({ err: error }, 'the view could not show a conversation');
      return undefined;
    }
  }

  /** A ticket as GET shows it, once it is settled or the time is up. @throws Transient when the console is away, RpcError when it knows no such ticket */
  async ticket(ticketId: string, waitMs: number): Promise<Record<string, unknown>> {
    const { json } = await this.client.ticket({ ticketId, waitMs }, { deadlineMs: waitMs + patienceMs });
    return JSON.parse(json) as Record<string, unknown>;
  }
}

function committed({ id, topic, lane, key, subject, body }: OutgoingEvent, time: string): CommittedEvent {
  return { id, topic, lane, key, subject: subject ?? '', time, bodyJson: JSON.stringify(body) };
}
