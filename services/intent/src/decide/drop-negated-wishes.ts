/** Where one thing that is said ends and the next begins. */
const CLAUSES = /(?<=[.!?;\n,])\s+|\s+(?=(?:but|just|instead|rather|only|aber|sondern|nur|pero|sino|solo|mais|juste|mas|apenas)\b)/iu
const NOT_WANTED =
  /\b(?:(?:do(?:n['’]?t| not)|did(?:n['’]?t| not)|not|never) (?:\w+ )?(?:want|need|wish|ask|asking|looking|trying|like)|no need (?:for|to)|not (?:a|about|for)|ne veux pas|no quiero|will kein\w*|nao quero|não quero)\b/iu
const WISH =
  /\b(?:refund\w*|money back|cancel\w*|return\w*|send(?:ing)? (?:it|them) back|exchang\w*|replace\w*|reset\w*|new password|complain\w*|reembols\w*|stornier\w*|erstatt\w*|rembours\w*|estorn\w*)\b/iu
const LEAST_WORDS = 3

/**
 * A message without the clauses that only say what is not wanted: "I don't want a refund, just tell me where it is" is about where it is.
 * Comes back whole when nothing else is said.
 */
export function dropNegatedWishes(text: string): string {
  const clauses = text.split(CLAUSES)
  const rest = clauses.filter((clause) => !(NOT_WANTED.test(clause) && WISH.test(clause)))
  const said = rest.join(' ').trim()
  return rest.length < clauses.length && said.split(/\s+/).length >= LEAST_WORDS ? said : text
}
