import { plainText } from './plain-text.js'

const LINKS = /(?<=[.!?;\n])\s+|\n+|,?\s+(?:and also|and then|also|plus|additionally|besides that|another thing|one more thing|on top of that|as well as|además|tambien|también|außerdem|ausserdem|und auch|et aussi|de plus|également|além disso|também)\b[,:]?\s+|,?\s+(?:and|y|und|et|e)\s+(?=(?:i (?:want|need|would|also|wanna|am|'d)|i'd|can you|could you|would you|will you|please|do you|does|is|are|when|where|what|why|how|refund|cancel|change|update|return|exchange|reset|send|track|tell|quiero|necesito|puede|ich|können|konnen|bitte|je|pouvez|quero|preciso|pode)\b)/giu
const LEAST_WORDS = 3
const MOST = 5

/** What a message asks for, piece by piece; a message with one wish comes back whole. */
export function splitWishes(text: string): string[] {
  const trimmed = text.trim()
  const pieces = trimmed
    .split(LINKS)
    .map((piece) => piece?.trim() ?? '')
    .filter((piece) => piece !== '')
  const wishes: string[] = []
  for (const piece of pieces) {
    // Too short to stand alone, or mere background: it belongs to what was said before.
    if (wishes.length > 0 && !asks(piece)) wishes[wishes.length - 1] += ' ' + piece
    else if (wishes.length > 0 && !asks(wishes[wishes.length - 1]!)) wishes[wishes.length - 1] += ' ' + piece
    else wishes.push(piece)
  }
  return wishes.length > 0 ? wishes.slice(0, MOST) : [trimmed]
}

const ASKING =
  /\b(?:i (?:want|need|would like|wanna|demand)|i'd like|can (?:you|i|u|we)|could (?:you|i)|would you|will you|may i|do you|does|did you|how|what|where|when|why|which|who|is (?:it|there|my|the)|are (?:there|you|my|the)|please|refund|cancel|change|update|return|exchange|replace|reset|track|send|tell me|give me|help|quiero|necesito|puede|puedo|donde|cuando|como|ich (?:mochte|will|brauche)|wo|wann|wie|kann|konnen|bitte|je (?:veux|voudrais)|pouvez|puis|ou est|quand|comment|quero|preciso|pode|onde|quando)\b/

function asks(piece: string): boolean {
  const plain = plainText(piece)
  return plain.split(' ').length >= LEAST_WORDS && (piece.includes('?') || ASKING.test(plain))
}
