import type { HistoryMessage } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Lane } from '@deskhand/contracts/words.js';

/** A conversation as it is kept. Times are ISO 8601. */
export interface Conversation {
  conversationId: string;
  /** Guards writes: each one raises it by one. */
  version: number;
  source: string;
  lane: Lane;
  revision: number;
  epoch: number;
  heldBy: string | null;
  customerId: string | null;
  authenticatedAt: string | null;
  customerMessages: number;
  /** Seqs of the customer's messages that wait for proof of who writes. */
  waiting: number[];
  changedAt: string;
}

/** A ticket as it is kept; people's words in it are tokenised. */
export interface Ticket {
  ticketId: string;
  conversationId: string;
  source: string;
  sourceId: string;
  channel: string;
  subject: string;
  metadata: Record<string, string>;
  customer: { id?: string | undefined; email?: string | undefined; name?: string | undefined };
  content: string;
  turn: number;
  /** The seq up to which messages have been answered. */
  answered: number;
  dryRun: boolean;
  openedAt: string;
}

/** A message as it is kept, tokenised. */
export interface StoredMessage {
  messageId: string;
  conversationId: string;
  ticketId: string;
  seq: number;
  author: 'customer' | 'bot' | 'human';
  saidBy: string;
  text: string;
  at: string;
  content: string;
  intent: string;
  pending: HistoryMessage['pending'] | null;
  toolResults: HistoryMessage['toolResults'] | null;
}
