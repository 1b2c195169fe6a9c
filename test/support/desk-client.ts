import { randomUUID } from 'node:crypto';

/** The GET shape of API.md, as far as the tests look at it. */
export interface TicketView {
  ticketId: string;
  conversationId: string;
  source: string;
  sourceId: string;
  channel: string;
  state: string;
  lane: string;
  authenticated: boolean;
  turn: number;
  intent: { name: string; confidence: number; agent: string; candidates: { intent: string; confidence: number }[] } | null;
  sentiment: string | null;
  priority: number | null;
  entities: Record<string, string[]> | null;
  reply: { text: string; by: string; deliveredAt: string; citations: { documentId: string; title: string; section: string; version: string; score: number }[] } | null;
  approval: ApprovalView | null;
  approvals: ApprovalView[];
  escalation: {
    action: string; queue: string; level: string; code: string; reason: string; summary: string;
    customerSentiment: string; attemptedResolutions: string[];
  } | null;
  actions: { tool: string; kind: string; status: string; arguments: Record<string, unknown>; result: unknown; refusal: unknown; idempotencyKey: string | null; at: string }[];
  messages: { messageId: string; from: string; text: string; at: string }[];
  timeline: { at: string; event: string; summary: string }[];
  explanation: { documents: unknown[]; confidence: Record<string, number>; rules: string[]; overrides: unknown[]; versions: Record<string, string | null> } | null;
}

export interface ApprovalView {
  approvalId: string;
  status: string;
  kind: string;
  action: { tool: string; arguments: Record<string, unknown> } | null;
  draft: string | null;
  neededApprovals: number;
  expiresAt: string;
  decidedBy: string | null;
  decisions?: { by: string; verdict: string; at: string }[];
}

export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: T;
}

export interface Ticket {
  id?: string;
  source?: string;
  text?: unknown;
  subject?: string;
  conversationId?: string;
  customer?: { id?: string; email?: string; name?: string; identityToken?: string };
  metadata?: Record<string, string>;
}

/** Speaks the HTTP contract, nothing else. */
export class DeskClient {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  async call<T = Record<string, unknown>>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const response = await fetch(this.url + path, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? undefined : typeof body === 'string' || body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text) as T };
  }

  submit(ticket: Ticket): Promise<Answer<{ ticketId: string; conversationId: string; state: string }>> {
    return this.call('POST', '/v1/tickets', { source: 'test', id: randomUUID(), ...ticket });
  }

  say(ticketId: string, text: string, more: { id?: string; identityToken?: string } = {}): Promise<Answer<{ messageId: string; ticketId: string; state: string }>> {
    return this.call('POST', `/v1/tickets/${ticketId}/messages`, { id: randomUUID(), text, ...more });
  }

  async ticket(ticketId: string, wait = 0): Promise<TicketView> {
    const answer = await this.call<TicketView>('GET', `/v1/tickets/${ticketId}${wait ? `?wait=${wait}` : ''}`);
    if (answer.status !== 200) throw new Error(`GET ticket: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Submits and waits until the turn is settled. */
  async settled(ticket: Ticket): Promise<TicketView> {
    const answer = await this.submit(ticket);
    if (answer.status !== 202) throw new Error(`POST ticket: ${answer.status} ${JSON.stringify(answer.body)}`);
    return this.ticket(answer.body.ticketId, 20);
  }

  /** Says something more in the ticket and waits until that turn is settled. */
  async settledAfter(ticketId: string, text: string, more: { identityToken?: string } = {}): Promise<TicketView> {
    const answer = await this.say(ticketId, text, more);
    if (answer.status !== 202) throw new Error(`POST message: ${answer.status} ${JSON.stringify(answer.body)}`);
    return this.ticket(ticketId, 20);
  }
}
