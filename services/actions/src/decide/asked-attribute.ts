const asked =
  /\b(?:what(?:'?s| is| are| was)?|tell me|about|any|is there|do(?:es)? (?:it|they|you) have|have|has|need|want|looking for|info(?:rmation)?)\s+(?:(?:me|about|the|your|a|an|any|some|there|on)\s+)*((?:[\w'-]+\s+){0,2}?[\w'-]+)\s+(?:on|of|for|in|with|from|to)\b/i;

/** The thing that is asked for, of whatever it is asked: `warranty` in "whats the warranty on the ridgeline tent"; empty where the question does not say it so. */
export function askedAttribute(question: string): string {
  return asked.exec(question)?.[1] ?? '';
}
