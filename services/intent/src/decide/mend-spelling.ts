/** The words that wishes hang on, as they are written. */
const KEYWORDS = ['password', 'refund', 'return', 'cancel', 'order', 'address', 'exchange', 'change', 'email', 'phone', 'number', 'account', 'forgot', 'reset', 'delivery', 'replace', 'money']
/** Correct words that a keyword is only one letter away from. */
const INNOCENT = new Set('orders older border charge range chance chances phones numbers member amount lumber changed changes monkey honey forget rest preset canal emails refunds returns cancels elder oder border retour reorder'.split(' '))
const SHORTEST = 5

/** Plain text with misspelt keywords put right: "i forgot my pasword" asks for what "password" does. */
export function mendSpelling(plain: string): string {
  return plain.split(' ').map(mendWord).join(' ')
}

function mendWord(word: string): string {
  if (word.length < SHORTEST || INNOCENT.has(word) || KEYWORDS.some((keyword) => word.startsWith(keyword))) return word
  return KEYWORDS.find((keyword) => keyword.length >= SHORTEST - 1 && keyword[0] === word[0] && isOneSlip(word, keyword)) ?? word
}

/** One letter missing, too many, wrong, or two swapped. */
function isOneSlip(word: string, keyword: string): boolean {
  const gap = word.length - keyword.length
  if (Math.abs(gap) > 1) return false
  let at = 0
  while (at < word.length && word[at] === keyword[at]) at++
  const rest = word.slice(at)
  const due = keyword.slice(at)
  if (gap === 1) return rest.slice(1) === due
  if (gap === -1) return rest === due.slice(1)
  return rest.slice(1) === due.slice(1) || (rest[0] === due[1] && rest[1] === due[0] && rest.slice(2) === due.slice(2))
}
