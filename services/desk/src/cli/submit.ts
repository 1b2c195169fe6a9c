import { setTimeout as sleep } from 'node:timers/promises';
import { type DeskHttp, describeProblem } from './desk-http.js';
import { exitCodes, Failure } from './failure.js';
import { isSettled, type Ticket } from './ticket.js';

const longestWait = 30;

export interface Submitted {
  ticketId: string;
  conversationId: string;
  state: string;
}

/** Hands a ticket in; a desk that has too much to do is asked again when it says so. @throws Failure */
export async function submit(desk: DeskHttp, ticket: object): Promise<Submitted> {
  for (;;) {
    const { status, headers, body } = await desk.call('POST', '/v1/tickets', ticket);
    if (status === 202) return body as Submitted;
    if (status !== 429 && status !== 503) throw new Failure(describeProblem(status, body as object), exitCodes.failed, body);
    await sleep(1_000 * Math.max(0.1, Number(headers.get('retry-after')) || 1));
  }
}

/** The ticket once its turn is settled, or as it is when the time is up. */
export async function waitForSettled(desk: DeskHttp, ticketId: string, seconds: number): Promise<Ticket> {
  const end = Date.now() + seconds * 1_000;
  for (;;) {
    const left = Math.max(0, Math.min(longestWait, Math.ceil((end - Date.now()) / 1_000)));
    const ticket = await desk.get<Ticket>(`/v1/tickets/${encodeURIComponent(ticketId)}?wait=${left}`);
    if (isSettled(ticket) || left === 0) return ticket;
  }
}
