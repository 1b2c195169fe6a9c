import type { Lane } from '@deskhand/contracts/words.js';

/** An event as the log and the outbox keep it. */
export interface StoredEvent {
  seq: number;
  /** Who said it. */
  service: string;
  topic: string;
  lane: Lane;
  key: string;
  id: string;
  subject: string | null;
  headers: Record<string, string>;
  /** The body as JSON. */
  value: string;
  at: string;
}
