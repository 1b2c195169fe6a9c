/** Something in the knowledge base that a person should look at. */
export interface Finding {
  readonly kind: 'contradiction' | 'duplicate' | 'expired' | 'stale' | 'instructions';
  /** Ids. */
  readonly documents: readonly string[];
  readonly message: string;
}

/** A document as it is checked. */
export interface CheckedDocument {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly body: string;
  /** A day; undefined: for ever. */
  readonly expires?: string | undefined;
  /** When somebody last made sure that it is right. */
  readonly lookedAt: Date;
}
