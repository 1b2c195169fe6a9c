/** Shares of the patience: of 20 s these are 1, 2, 4, 5 and 5, so that a shop that is back within 17 s still gets the write. */
const shares = [0.05, 0.1, 0.2, 0.25, 0.25];
/** When the last one leaves at the latest: what is left is for its answer. */
const lastAt = 0.9;

export interface Resending {
  /** How often it has been sent again by now. */
  resent: number;
  /** What the shop asked for, `Retry-After`. */
  askedMs: number;
  spentMs: number;
  forMs: number;
}

/** How long to wait before a write is sent again, in milliseconds. */
export function pauseBeforeResend({ resent, askedMs, spentMs, forMs }: Resending): number {
  const share = shares[Math.min(resent, shares.length - 1)] ?? 0;
  return Math.max(0, Math.min(Math.max(share * forMs, askedMs), lastAt * forMs - spentMs));
}
