import type { RecordedEvent } from './recorded-event.js';

/** Events of a page; a shorter one is the last. */
export const pageSize = 1_000;

export interface SourceFilter {
  readonly topics: readonly string[];
  /** ISO 8601. */
  readonly from?: string;
  readonly ticketId?: string;
  /** Of each body only what the classifier said and whether a refund is in it. */
  readonly brief?: boolean;
}

export interface SourcePage {
  readonly items: readonly RecordedEvent[];
  readonly next: number;
}

/** Where the log is read: a running desk, or what a stopped one left. */
export interface ArchiveSource {
  page(after: number, filter: SourceFilter): Promise<SourcePage>;
  close(): Promise<void>;
}
