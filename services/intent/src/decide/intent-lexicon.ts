import { INTENT_PHRASES } from './intent-phrases.js'
import { plainText } from './plain-text.js'

const STRONG = 1
const WEAK = 0.35
/** Many matches say little more than two. */
const MOST = 2.2

/** How much a text speaks for each shipped intent by its wording alone, 0 to 2.2; intents nothing speaks for are absent. */
export function intentLexicon(text: string): Record<string, number> {
  const plain = plainText(text)
  const found: Record<string, number> = {}
  for (const [intent, { strong, weak }] of Object.entries(INTENT_PHRASES)) {
    const score = strong.filter((phrase) => phrase.test(plain)).length * STRONG + weak.filter((phrase) => phrase.test(plain)).length * WEAK
    if (score > 0) found[intent] = Math.min(score, MOST)
  }
  return found
}
