/** An event of the desk's archive, as far as a replay reads it. */
export interface RecordedEvent {
  topic: string;
  lane?: string;
  at: string;
  ticketId: string | null;
  turn?: number | null;
  body: unknown;
}
