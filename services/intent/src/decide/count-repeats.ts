import { detectSmallTalk } from './detect-small-talk.js'
import { readTokens } from './read-tokens.js'
import { stemWord } from './stem-word.js'

/** Share of meaning two messages must have in common to be the same question. */
const SAME = 0.6
const NOISE = new Set(
  "a an the is am are was were be been i i'm im i've me my mine you your it its it's this that to of for in on at with and or but so do does did can could would will please pls plz hi hello hey thanks thank ok again still just really already asked ask asking said told time third second first now yet one more have has had there any get got want need know tell let us we when what how why who which today here again? sir madam dear team furious angry ridiculous unacceptable fuck fucking hell damn urgent urgently asap el la los las de del en un una mi que y por favor der die das ein eine ist mein meine bitte und le les des est mon ma je vous s'il plait o os as um uma meu minha".split(' '),
)

/** How many times a question was asked, this time included; `earlier` are the customer's former messages. 1 for a new one, 0 for small talk. */
export function countRepeats(text: string, earlier: readonly string[]): number {
  if (detectSmallTalk(text)) return 0
  const now = meaning(text)
  return 1 + earlier.filter((message) => !detectSmallTalk(message) && alike(now, meaning(message), text, message)).length
}

function meaning(text: string): Set<string> {
  return new Set(
    readTokens(text)
      .filter((token) => !NOISE.has(token))
      .map((token) => SYNONYMS.get(stemWord(token)) ?? stemWord(token)),
  )
}

function alike(one: Set<string>, other: Set<string>, text: string, message: string): boolean {
  if (isAboutAnother(text, message)) return false
  if (one.size === 0 || other.size === 0) return readTokens(text).join(' ') === readTokens(message).join(' ')
  const common = [...one].filter((word) => other.has(word)).length
  // Half of Dice, half of containment: "WHERE IS IT? my order!!" repeats "where is my order 12345".
  return (2 * common) / (one.size + other.size) >= SAME || (common >= 2 && common / Math.min(one.size, other.size) >= 0.75)
}

/** The same words about another order are another question. */
function isAboutAnother(text: string, message: string): boolean {
  const now = longNumbers(text)
  const before = longNumbers(message)
  return now.length > 0 && before.length > 0 && !now.some((number) => before.includes(number))
}

function longNumbers(text: string): string[] {
  return text.match(/\d{4,}/g) ?? []
}

const SYNONYMS = new Map(
  Object.entries({
    order: ['package', 'parcel', 'shipment', 'deliver', 'delivery', 'purchase', 'stuff'],
    refund: ['reimburse', 'money', 'reimbursement'],
    late: ['delay', 'where', "where's", 'status', 'track', 'arrive', 'receive', 'come', 'came'],
    cancel: ['cancellation'],
  }).flatMap(([meaning, words]) => words.map((word) => [stemWord(word), meaning] as const)),
)
