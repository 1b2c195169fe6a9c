/** A chunk as the search knows it: where it is from, and its words by field. */
export interface PassageEntry {
  /** Of the chunk table. */
  readonly id: number;
  readonly documentId: string;
  readonly title: string;
  readonly section: string;
  readonly category: string;
  readonly version: string;
  readonly updated: string;
  readonly chunkIndex: number;
  readonly text: string;
  /** Word to how often it is said, per field. */
  readonly heading: ReadonlyMap<string, number>;
  readonly body: ReadonlyMap<string, number>;
  /** Words of the body, repeats included. */
  readonly length: number;
}

/** What is stored of a chunk. */
export type StoredPassage = Omit<PassageEntry, 'heading' | 'body' | 'length'>;
