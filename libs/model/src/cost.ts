/** Billionths of a US dollar, whole. */
export function nanoUsdOf(tokens: number, usdPer1kTokens: number): number {
  return Math.ceil(tokens * usdPer1kTokens * 1_000_000);
}

/** `0.000126`: exact, without zeros at the end. */
export function showUsd(nanoUsd: number): string {
  const digits = String(nanoUsd).padStart(10, '0');
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, '');
}

/** What `showUsd` wrote, in billionths again. */
export function nanoUsdOfShown(usd: string): number {
  const [whole = '0', part = ''] = usd.split('.');
  return Number(whole) * 1_000_000_000 + Number(part.padEnd(9, '0'));
}
