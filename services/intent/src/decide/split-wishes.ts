import { plainText } from './plain-text.js'

/** Words that announce a second wish. */
const LINKS = /,?\s+(?:and also|and then|plus|additionally|besides that|another thing|one more thing|on top of that|as well as|además|tambien|también|außerdem|ausserdem|und auch|et aussi|de plus|également|além disso|também)\b[,:]?\s+|[.,;]\s*also\b,?\s+/giu
/** Places where one may begin. */
const BREAKS = /(?<=[.!?;])\s+|\n+|,?\s+(?:and|y|und|et|e)\s+(?=(?:i (?:want|need|would|also|wanna|am|cannot|can't|'d)|i'd|can you|could you|would you|will you|please|do you|does|is|are|when|where|what|why|how|refund|cancel|change|update|return|exchange|reset|send|track|tell|quiero|necesito|puede|ich|können|konnen|bitte|je|pouvez|quero|preciso|pode)\b)/giu
const LEAST_WORDS = 3
const MOST = 5

/** What a message asks for, piece by piece; a message with one wish comes back whole. */
export function splitWishes(text: string): string[] {
  const trimmed = text.trim()
  const parts = trimmed.split(LINKS).filter((part) => part.trim() !== '')
  const standing = parts.length > 1 && parts.every((part) => plainText(part).split(' ').length >= LEAST_WORDS)
  const wishes = (standing ? parts : [trimmed]).flatMap(splitAtBreaks)
  return wishes.length > 0 ? wishes.slice(0, MOST) : [trimmed]
}

function splitAtBreaks(part: string): string[] {
  const wishes: string[] = []
  for (const piece of part.split(BREAKS).map((one) => one.trim())) {
    if (piece === '') continue
    // Mere background, before or after the wish, stays with it.
    const alone = wishes.length === 0 || (asks(piece) && asks(wishes.at(-1)!))
    if (alone) wishes.push(piece)
    else wishes[wishes.length - 1] += ' ' + piece
  }
  return wishes
}

const ASKING =
  /\b(?:i (?:want|need|would like|wanna|demand)|i'd like|can (?:you|i|u|we)|could (?:you|i)|would you|will you|may i|do you|does|did you|how|what|where|when|why|which|who|is (?:it|there|my|the)|are (?:there|you|my|the)|please|refund|cancel|change|update|return|exchange|replace|reset|track|send|tell me|give me|help|quiero|necesito|puede|puedo|donde|cuando|como|ich (?:mochte|will|brauche)|wo|wann|wie|kann|konnen|bitte|je (?:veux|voudrais)|pouvez|puis|ou est|quand|comment|quero|preciso|pode|onde|quando)\b/

function asks(piece: string): boolean {
  const plain = plainText(piece)
  return plain.split(' ').length >= LEAST_WORDS && (piece.includes('?') || ASKING.test(plain))
}
