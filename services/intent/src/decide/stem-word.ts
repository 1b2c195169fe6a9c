/** A light English stemmer: plural, past, -ing and -ly endings; harmless on other languages. */
export function stemWord(word: string): string {
  const apostrophe = word.indexOf("'")
  if (apostrophe > 0 && word.endsWith("'s")) word = word.slice(0, apostrophe)
  if (word.length <= 3) return word
  word = withoutPlural(word)
  for (const ending of ['ing', 'ed', 'ly']) {
    const stem = word.length - ending.length
    if (word.endsWith(ending) && stem >= 3 && VOWEL.test(word.slice(0, stem))) {
      return trimEnd(word.slice(0, stem))
    }
  }
  return trimEnd(word)
}

const VOWEL = /[aeiouy]/

function withoutPlural(word: string): string {
  if (!word.endsWith('s') || word.endsWith('ss') || word.endsWith('us') || word.endsWith('is')) return word
  if (word.endsWith('ies') && word.length > 4) return word.slice(0, -3) + 'y'
  if (/(?:x|ch|sh|ss|z)es$/.test(word)) return word.slice(0, -2)
  return word.slice(0, -1)
}

// "stopped" and "stop", "change" and "changing" meet.
function trimEnd(stem: string): string {
  const last = stem.length - 1
  if (last >= 3 && stem[last] === 'e') return stem.slice(0, last)
  if (last >= 3 && stem[last] === stem[last - 1] && !'lsz'.includes(stem[last]!)) return stem.slice(0, last)
  if (last >= 3 && stem[last] === 'i') return stem.slice(0, last) + 'y'
  return stem
}
