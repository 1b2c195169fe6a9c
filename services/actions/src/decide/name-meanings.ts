/** Phrases that mean one word of the documents. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/\b(?:send|give|bring|ship)(?:ing)? (?:\w+ ){1,2}back\b/gi, 'return'],
  [/\bmoney[- ]back guarantees?\b|\bmoney back\b/gi, 'refund'],
  [/\bopen(?:ing)? (?:\w+ ){0,3}(?:accounts?|profile)\b|\b(?:accounts?|profile)\b.{0,20}\bopen (?:an?|one|it|another)\b/gi, 'create account'],
  [/\b(?:(?:don'?t|do not|haven'?t|have not) (?:have|got|own)|i(?:'ve| have)? (?:got )?(?:no|not got)|without|not an?|not) (?:\w+ ){0,3}(?:accounts?|profile|registered)\b/gi, 'create account'],
];

/** A question with its phrases as the words that documents use: "send it back" is a return. */
export function nameMeanings(question: string): string {
  return phrases.reduce((said, [pattern, word]) => said.replace(pattern, word), question);
}
