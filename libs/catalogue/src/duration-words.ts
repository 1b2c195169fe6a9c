const units = [
  { name: 'day', ms: 86_400_000 },
  { name: 'hour', ms: 3_600_000 },
  { name: 'minute', ms: 60_000 },
  { name: 'second', ms: 1_000 },
];

/** A duration as a customer reads it, in the largest unit that fits without a remainder: `30 days`, `90 minutes`, `1 hour`. */
export function durationWords(ms: number): string {
  const unit = units.find((candidate) => ms >= candidate.ms && ms % candidate.ms === 0) ?? { name: 'second', ms: 1_000 };
  const count = Math.max(1, Math.ceil(ms / unit.ms));
  return `${count} ${unit.name}${count === 1 ? '' : 's'}`;
}
