/** A ticket as `GET /v1/tickets/:id` shows it; absent facts are null. */
export interface Ticket {
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
  reply: { text: string; by: string; deliveredAt: string; citations: Citation[] } | null;
  approval: Approval | null;
  approvals: Approval[];
  escalation: Escalation | null;
  actions: Action[];
  messages: Message[];
  timeline: { at: string; event: string; summary: string }[];
  explanation: Explanation | null;
}

export interface Citation {
  documentId: string;
  title: string;
  section: string;
  version: string;
  score: number;
}

export interface Approval {
  approvalId: string;
  ticketId?: string;
  conversationId?: string;
  status: string;
  kind: string;
  action: { tool: string; arguments: Record<string, unknown> } | null;
  draft: string | null;
  neededApprovals: number;
  expiresAt: string;
  decidedBy: string | null;
  decisions?: { by: string; verdict: string; at: string }[];
}

export interface Escalation {
  action: string;
  queue: string;
  level: string;
  code: string;
  reason: string;
  summary: string;
  customerSentiment: string | null;
  attemptedResolutions: string[];
}

export interface Action {
  tool: string;
  kind: string;
  status: string;
  arguments: Record<string, unknown> | null;
  result: unknown;
  refusal: unknown;
  idempotencyKey: string | null;
  at: string;
}

export interface Message {
  messageId: string;
  from: string;
  text: string;
  at: string;
}

export interface Explanation {
  documents: Partial<Citation>[];
  confidence: Record<string, number>;
  rules: string[];
  guardrails?: string[];
  overrides: unknown[];
  versions: Record<string, string | null>;
  manifest?: { n: number; sha256: string } | null;
}

export interface Conversation {
  conversationId: string;
  source: string;
  authenticated: boolean;
  heldBy: string | null;
  tickets: { ticketId: string; state: string }[];
  messages: Message[];
}

/** States in which a turn has come to rest. */
const settled = ['replied', 'awaiting_approval', 'escalated', 'assigned', 'resolved', 'closed'];

export function isSettled({ state }: Pick<Ticket, 'state'>): boolean {
  return settled.includes(state);
}
