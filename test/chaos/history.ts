/** What a ticket of the load was meant to become. */
export type Wish = 'question' | 'order' | 'refund' | 'approve' | 'expire' | 'human' | 'takeover';

export interface Sent {
  id: string;
  conversationId: string;
  wish: Wish;
  /** The order that money is asked back for, and how much. */
  order?: { orderId: string; cents: number };
  /** Milliseconds; when the broker had acknowledged it. */
  at: number;
}

/** A record that nobody can read, and where it was seen to lie (`partition@offset`). */
export interface Poison {
  marker: string;
  value: string;
  places: Set<string>;
}

export interface Fault {
  kind: string;
  target: string;
  from: number;
  until: number;
}

/** What a takeover's 200 showed: from then on no message of the bot may be added. */
export interface Takeover {
  conversationId: string;
  at: number;
  messageIds: string[];
}

export interface Delivered {
  conversationId: string;
  ticketId: string;
  eventId: string;
  messageId: string;
  inReplyTo: string;
  at: number;
}

export interface Approval {
  ticketId: string;
  conversationId: string;
  expiresAt: number;
  /** What people said, as far as they said something. */
  decided?: 'approved' | undefined;
}

export interface Buried {
  topic: string;
  value: string;
  headers: Record<string, string>;
}

/** A record that came again with the id it had. */
export interface Repeat {
  topic: string;
  id: string;
  first: number;
  again: number;
}

export interface Refund {
  orderId: string;
  cents: number;
  key: string;
}

/** One run, as clients outside of the desk saw it; every time is the rig's own clock. */
export interface History {
  sent: Map<string, Sent>;
  poison: Poison[];
  faults: Fault[];
  takeovers: Takeover[];
  /** When each ticket first came to rest. */
  rested: Map<string, { at: number; kind: string }>;
  received: Map<string, Set<string>>;
  /** By topic and conversation: its tickets in the order in which they first appeared. */
  order: Map<string, Map<string, string[]>>;
  delivered: Delivered[];
  approvals: Map<string, Approval>;
  /** By ticket: the codes with which people were told, and when. */
  escalated: Map<string, { code: string; at: number }[]>;
  buried: Buried[];
  repeats: Repeat[];
  refunds: Refund[];
}
