const reasons: readonly (readonly [RegExp, string])[] = [
  [/\b(?:wrong (?:item|product|size|colou?r|one|thing)|not what i ordered|different (?:item|product))\b/i, 'wrong item'],
  [/\b(?:damaged|broken|cracked|torn|ripped|shattered|smashed)\b/i, 'damaged'],
  [/\b(?:defective|faulty|does(?:n'?t| not) work|not working|stopped working)\b/i, 'faulty'],
  [/\b(?:missing|incomplete)\b/i, 'incomplete'],
  [/\b(?:never (?:arrived|came)|not (?:arrived|received)|lost|late|delayed?)\b/i, 'late or lost'],
  [/\b(?:not as described|poor quality|bad quality|disappointed)\b/i, 'not as described'],
  [/\b(?:does(?:n'?t| not) fit|too (?:small|big|large|tight|loose))\b/i, 'does not fit'],
  [/\b(?:changed? my mind|no longer (?:need|want)|do(?:n'?t| not) (?:need|want))\b/i, 'no longer wanted'],
];

/** Why, in the shop's own short words: what customers write may hold anything, and goes to no other system. `read`: the classifier's. */
export function readReason(text: string, read: readonly string[] = []): string {
  const [told] = read;
  if (told !== undefined && /^[a-z_]{2,40}$/.test(told) && told !== 'other') return told.replaceAll('_', ' ');
  return reasons.find(([pattern]) => pattern.test(text))?.[1] ?? 'asked for by the customer';
}
