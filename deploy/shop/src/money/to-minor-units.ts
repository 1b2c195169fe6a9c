/** `"24.90"` → `2490`, without going through a floating-point number; `undefined` for what is no decimal amount. */
export function toMinorUnits(value: string): number | undefined {
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,2}))?$/.exec(value);
  if (!match) return undefined;
  const [, sign, whole = '0', fraction = ''] = match;
  const units = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  return sign === '-' ? -units : units;
}
