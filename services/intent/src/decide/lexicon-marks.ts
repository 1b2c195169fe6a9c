import { intentLexicon } from './intent-lexicon.js'

/** The lexicon's findings as features for the classifier: which intents were named, how clearly, and which most. */
export function lexiconMarks(text: string): string[] {
  const found = Object.entries(intentLexicon(text)).sort((a, b) => b[1] - a[1])
  const marks = found.flatMap(([intent, score]) => (score >= 1 ? [`${intent}`, `${intent}!`] : [`${intent}`]))
  const [first, second] = found
  if (first && (!second || first[1] - second[1] >= 0.3)) marks.push(`${first[0]} most`)
  return first ? marks : ['nothing named']
}
