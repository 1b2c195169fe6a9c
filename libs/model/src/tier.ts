/** Cheapest first. */
export const tiers = ['nano', 'core', 'heavy'] as const;
export type Tier = (typeof tiers)[number];

export interface TierSettings {
  /** The name by which the endpoint knows it. */
  readonly model: string;
  readonly usdPer1kTokens: number;
}

export type TierTable = Readonly<Partial<Record<Tier, TierSettings>>>;
