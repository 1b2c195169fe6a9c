/** What the watcher holds the desk to. Amounts in minor units. */
export interface WatchPolicy {
  /** By currency; one that is missing is never refunded without two people. */
  readonly refundLimits: Readonly<Record<string, { readonly approvalAbove: number; readonly secondApprovalAbove: number }>>;
  /** The shop's own texts: addresses in them are nobody's personal data. */
  readonly openText: string;
  /** How long another topic may lag behind before what it should have said counts as not said. */
  readonly topicLagMs: number;
  /** How long a legal mention may take to reach a person. */
  readonly legalMs: number;
}
