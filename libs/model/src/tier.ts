/** Cheapest first. */
export const tiers = ['nano', 'core', 'heavy'] as const;
export type Tier = (typeof tiers)[number];

export interface TierSettings {
  /** The name by which the endpoint knows it. */
  readonly model: string;
  readonly usdPer1kTokens: number;
  /** Tokens that it can read and write at once. Absent: as many as the endpoint takes. */
  readonly window?: number;
  /** What it may cost in a day, beside what all tiers together may. */
  readonly nanoUsdPerDay?: number;
}

export type TierTable = Readonly<Partial<Record<Tier, TierSettings>>>;
