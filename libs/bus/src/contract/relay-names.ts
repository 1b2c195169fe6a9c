export const relayKeys = Array.from({ length: 13 }, (_, n) => `k${n}`);

export function relayNames(prefix: string) {
  return { a: `${prefix}-a`, b: `${prefix}-b`, c: `${prefix}-c`, one: `${prefix}.one.v1`, two: `${prefix}.two.v1` };
}
