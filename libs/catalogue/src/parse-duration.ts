const unitMs: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const shortForm = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/;
const shortPart = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g;
const isoForm = /^P(?=\d|T\d)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/**
 * A span of time as a person writes it (`30s`, `4h`, `1h30m`, `30d`) or as ISO 8601 (`PT4H`, `P1D`), in whole milliseconds.
 * Months and years are refused: their length depends on the day they start.
 */
export function parseDuration(text: string): number {
  const trimmed = text.trim();
  if (shortForm.test(trimmed)) return sumShort(trimmed);
  const iso = isoForm.exec(trimmed);
  if (iso) return sumIso(iso);
  throw new RangeError(`"${text}" is not a duration; write it like 30s, 4h, 1h30m, 30d or PT4H`);
}

function sumShort(text: string): number {
  let total = 0;
  for (const [, amount, unit] of text.matchAll(shortPart)) total += Number(amount) * (unitMs[unit ?? ''] ?? 0);
  return Math.round(total);
}

function sumIso([, weeks, days, hours, minutes, seconds]: RegExpExecArray): number {
  const part = (amount: string | undefined, ms: number) => Number(amount ?? 0) * ms;
  return Math.round(
    part(weeks, 604_800_000) + part(days, 86_400_000) + part(hours, 3_600_000) + part(minutes, 60_000) + part(seconds, 1_000),
  );
}
