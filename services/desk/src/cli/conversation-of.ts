import type { DeskHttp } from './desk-http.js';
import type { Ticket } from './ticket.js';

/** The path of a conversation, given its id or the id of one of its tickets. */
export async function conversationOf(desk: DeskHttp, id: string): Promise<string> {
  const conversationId = id.startsWith('tkt_') ? (await desk.get<Ticket>(`/v1/tickets/${encodeURIComponent(id)}`)).conversationId : id;
  return `/v1/conversations/${encodeURIComponent(conversationId)}`;
}
