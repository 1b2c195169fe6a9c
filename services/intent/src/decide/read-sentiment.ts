import { readTokens } from './read-tokens.js'

export type Sentiment = 'positive' | 'neutral' | 'negative'

export interface SentimentReading {
  sentiment: Sentiment
  /** Not merely displeased: insulting, shouting, or at the end of patience. */
  angry: boolean
}

const POSITIVE = words(
  "thank thanks great good love loved lovely excellent amazing awesome perfect happy pleased wonderful fantastic helpful nice best appreciate appreciated glad satisfied brilliant superb delighted impressed recommend enjoy enjoyed friendly gracias genial excelente encantado perfecto contento danke super toll prima wunderbar zufrieden merci parfait genial ravi content obrigado obrigada otimo excelente perfeito maravilhoso",
)
const NEGATIVE = words(
  "bad sucks sux suck lousy shambles atrocious abysmal dreadful damaged broken defective faulty disappointed disappointing unhappy upset annoyed annoying frustrated frustrating poor unfair refused rude useless worse cheap fake cracked torn scratched dirty waste overcharged complain complaint complaining dissatisfied displeased ignored unprofessional mess ruined misleading worthless incompetent roto danado malo mal decepcionado molesto queja equivocado kaputt defekt beschadigt schlecht enttauscht falsch leider unzufrieden beschwerde casse abime mauvais decu mecontent plainte quebrado danificado ruim pessimo decepcionado errado reclamacao",
)
/** Trouble soberly reported; it takes two of them to sound displeased. */
const TROUBLE = words(
  'wrong broke missing lost problem problems issue issues error confused slow refuse incorrect unfortunately stolen unauthorized unauthorised fail failed fails failure late delayed fraud scam stupid lied lying garbage rubbish falsch leider equivocado errado tarde',
)
const FURIOUS = words(
  'unacceptable ridiculous terrible horrible awful worst disgusting disgusted disgusting disgrace disgraceful pathetic outrageous furious angry scammer scammers thieves robbed liars liar hate infuriating livid appalling shameful bullshit idiots idiot morons clowns inaceptable furioso indignado estafa ladrones verguenza horrible pesimo unverschamt wutend betrug frechheit sauer katastrophe inakzeptabel inacceptable furieux scandaleux arnaque honteux voleurs inaceitavel furioso golpe ladroes absurdo palhacada',
)
const PROFANITY = /^(?:f+u+c+k\w*|wtf|shit\w*|bullshit|bastards?|bitch\w*|assholes?|arseholes?|damn|goddamn|piss\w*|mierda|joder|puta|cabron\w*|scheiss\w*|verdammt\w*|arsch\w*|merde|putain|connards?|porra|caralho|merda)$/
const NEGATION = words("not no never don't doesn't didn't isn't wasn't aren't won't can't cannot without hardly dont doesnt didnt isnt wasnt cant nunca nicht kein keine pas jamais nao")
const STRONGER = words('very so really extremely absolutely totally completely utterly muy sehr tres muito total')
const FED_UP = [
  /\b(?:fed up|sick (?:of|and tired)|had enough|enough is enough|last straw|lost my patience|out of patience|losing my patience|at my wits)\b/,
  /\bnever (?:shop|buy|order|use|come|purchas)\w*\b.{0,25}\bagain\b/,
  /\b(?:how many times|(?:for|this is|it's|that's) (?:the|my|already the|now the) (?:third|fourth|fifth|tenth|last|hundredth|umpteenth|\d+\w*) time|nobody (?:cares|answers|replies|helps)|no one (?:cares|answers|replies|helps))\b/,
  /\b(?:you(?:'re)?|u|your \w+|this|it|it's|company|service|shop|store|guys|people)(?: guys| people| all)?(?: are| r| is|'s)? (?:an? |such |total |complete |absolute |just |all )*(?:frauds?|trash|garbage|rubbish|joke|scam|thieves|liars?|useless|pathetic|crap|stupid)\b/,
  /\b(?:do something|answer me|are you (?:kidding|joking|serious|deaf|stupid)|what the hell|what the heck|waste of (?:my )?time)\b/,
  /\b(?:estoy hart[oa]|ya basta|es reicht|mir reicht|j'en ai (?:marre|assez)|ras le bol|estou fart[oa]|chega)\b/,
]
/** Bad news told soberly: negative, but mildly. */
const GRIEVANCE =
  /\b(?:wrong (?:item|product|order|size|colou?r|one|thing)|(?:i )?(?:want|need|demand|get|give me) (?:my )?money back|(?:charged|billed) (?:twice|double|wrong\w*|too much)|never (?:arrived|received|came|got)|fell apart|not (?:happy|satisfied|as described|good enough|what i ordered)|let down|no (?:reply|response|answer))\b/
/** Polite openings hold these without meaning them. */
const COURTESY = /\b(?:no,? thanks?(?: you)?|thanks? (?:you )?in advance|thank you for your (?:time|help|reply|response)|best regards|kind regards|good (?:morning|afternoon|evening|day)|happy to (?:wait|provide|send)|would be (?:great|nice|good)|no problem|any (?:problem|issue)s?|best (?:way|option|one)|which is (?:the )?best|what is (?:the )?best|good (?:for|with|in|quality|way)|is (?:it|this|that) good|recommend (?:me|a|an|some|any|something)|(?:can|could|would|do|please) (?:you )?(?:please )?recommend|love to know|i'd love|would love)\b/g

/** How a customer feels, from words, negation, shouting and punctuation. */
export function readSentiment(text: string): SentimentReading {
  const tokens = readTokens(text)
  const plain = tokens.join(' ')
  let score = weigh(plain.replace(COURTESY, ' ').split(' '))
  // A question about something good is no praise.
  if (score > 0 && text.includes('?')) score /= 2
  if (GRIEVANCE.test(plain)) score -= 1
  const heat = heatOf(text, tokens, plain)
  if (heat >= 2 || (heat >= 1 && score < 0)) return { sentiment: 'negative', angry: true }
  score -= heat
  return { sentiment: score <= -1 ? 'negative' : score >= 1 ? 'positive' : 'neutral', angry: false }
}

function weigh(tokens: string[]): number {
  let score = 0
  tokens.forEach((token, at) => {
    const value = POSITIVE.has(token) ? 1 : NEGATIVE.has(token) ? -1 : FURIOUS.has(token) ? -2 : TROUBLE.has(token) ? -0.5 : 0
    if (value === 0) return
    const before = tokens.slice(Math.max(0, at - 3), at)
    const negated = before.some((word) => NEGATION.has(word)) && value > -2
    const factor = STRONGER.has(before.at(-1) ?? '') ? 1.5 : 1
    // "Not bad" is no praise, "not good" is blame.
    score += negated ? (value > 0 ? -1 : 0.3) * factor : value * factor
  })
  return score
}

function heatOf(text: string, tokens: string[], plain: string): number {
  let heat = 0
  if (tokens.some((token, at) => FURIOUS.has(token) && !NEGATION.has(tokens[at - 1] ?? ''))) heat += 1
  if (tokens.filter((token) => FURIOUS.has(token)).length >= 2) heat += 1
  if (tokens.some((token) => PROFANITY.test(token))) heat += 1.5
  if (FED_UP.some((pattern) => pattern.test(plain))) heat += 2
  if (isShouting(text)) heat += 1
  if (/!{2,}|\?!|!\?|\?{3,}/.test(text)) heat += 0.7
  return heat
}

function isShouting(text: string): boolean {
  const words = text.replace(/<[A-Z_]+_[^>]*>/g, ' ').match(/\p{L}{2,}/gu) ?? []
  const shouted = words.filter((word) => word === word.toUpperCase() && word !== word.toLowerCase())
  return shouted.length >= 3 && shouted.length >= 0.6 * words.length
}

function words(list: string): Set<string> {
  return new Set(list.split(' '))
}
