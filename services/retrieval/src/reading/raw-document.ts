/** A document as it was read from a file or an address, before the desk has looked at it. */
export interface RawDocument {
  /** Path or address without its ending; the same source has the same id. */
  readonly id: string;
  readonly source: string;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly category?: string | undefined;
  readonly priority?: 'critical' | 'high' | 'medium' | 'low' | undefined;
  readonly updated?: string | undefined;
  readonly expires?: string | undefined;
}

/** What came of one file or address. */
export interface Reading {
  readonly documents: readonly RawDocument[];
  /** Sentences about what a person should know although it was read. */
  readonly notices: readonly string[];
}
