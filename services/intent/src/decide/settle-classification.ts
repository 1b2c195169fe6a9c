import type { Classification } from './classification.js'
import type { ClassifierModel } from './classifier-model.js'
import { countRepeats } from './count-repeats.js'
import { detectBanned } from './detect-banned.js'
import { detectConfirmation } from './detect-confirmation.js'
import { detectDispute } from './detect-dispute.js'
import { detectHumanRequest } from './detect-human-request.js'
import { detectInjection } from './detect-injection.js'
import { detectLanguage } from './detect-language.js'
import { detectLegal } from './detect-legal.js'
import { detectTechnical } from './detect-technical.js'
import { detectToxicity } from './detect-toxicity.js'
import { dropHumanRequest } from './drop-human-request.js'
import { dropNegatedWishes } from './drop-negated-wishes.js'
import { extractEntities } from './extract-entities.js'
import { findWish } from './find-wish.js'
import { readSentiment } from './read-sentiment.js'
import { routeIntent } from './route-intent.js'
import type { Route } from './rule-route.js'
import { setPriority } from './set-priority.js'
import { splitWishes } from './split-wishes.js'

export interface MessageToClassify {
  text: string
  subject?: string
  /** What was said before in this conversation, oldest first. */
  history: { from: 'customer' | 'bot' | 'human'; text: string }[]
  model: ClassifierModel
  /** How the shop writes its order numbers; its first group, where it has one, is the number. */
  orderNumberPattern: RegExp
}

/** From here on a text is taken for an attack on the desk. */
export const UNSAFE_INJECTION = 0.75
export const UNSAFE_TOXICITY = 0.8

const numberAsks = 'order_status'
const sureEnough = 0.95

/** The one entry: all that a message says, gathered from the rules beside this file. */
export function settleClassification(message: MessageToClassify): Classification {
  const { history, model, orderNumberPattern } = message
  const text = withSubject(message.text, message.subject)
  const earlier = history.filter((entry) => entry.from === 'customer').map((entry) => entry.text)
  const confirmation = history.at(-1)?.from === 'bot' && history.at(-1)!.text.includes('?') ? detectConfirmation(message.text) : null
  const asksForHuman = detectHumanRequest(text)
  // Whose matter it is stands beside the wish for a person.
  const wanted = dropNegatedWishes(asksForHuman ? dropHumanRequest(text) : text)
  const route = sureOfNumber(routeIntent(model, wanted, earlier), text, message)
  const sentiment = readSentiment(text)
  const moods = [...earlier.map(readSentiment), sentiment]
  const legal = detectLegal(text)
  const injection = detectInjection(text)
  const toxicity = detectToxicity(text)
  const banned = detectBanned(text)
  const { priority, rule } = setPriority({ text, intent: route.outOfScope ? 'out_of_scope' : route.intent, sentiment, legal, toxicity, banned })
  const settled: Omit<Classification, 'rules'> = {
    intent: route.intent,
    confidence: route.confidence,
    candidates: route.candidates,
    wishes: routeWishes(wanted, route, model, earlier),
    sentiment: sentiment.sentiment,
    angry: sentiment.angry,
    angryTurns: moods.filter((mood) => mood.angry).length,
    negativeStreak: moods.length - 1 - moods.findLastIndex((mood) => mood.sentiment !== 'negative'),
    repeatedQuestion: countRepeats(message.text, earlier),
    priority,
    entities: extractEntities(text, orderNumberPattern),
    language: detectLanguage(text),
    legal,
    asksForHuman,
    injection,
    toxicity,
    unsafe: injection >= UNSAFE_INJECTION || toxicity >= UNSAFE_TOXICITY,
    banned,
    disputedAmount: detectDispute(text)?.amount,
    // "Ok" to "shall I cancel it?" is an answer, not small talk.
    smallTalk: confirmation || asksForHuman || legal ? undefined : route.smallTalk,
    confirmation: confirmation ?? undefined,
    outOfScope: route.outOfScope,
    technical: detectTechnical(text),
    explicitWish: findWish(text),
  }
  return { ...settled, rules: [rule, ...firedRules(settled)] }
}

/** Nothing but an order number asks how that order stands, unless the talk was of something else. */
function sureOfNumber(route: Route, text: string, { orderNumberPattern, history }: Pick<MessageToClassify, 'orderNumberPattern' | 'history'>): Route {
  const bare = text.replace(new RegExp(orderNumberPattern.source, orderNumberPattern.flags.replace('g', '')), '').replace(/order|number|no\b|[\s#.:!?]/gi, '')
  const own = route.candidates.find(({ intent }) => intent === numberAsks)
  if (bare !== '' || !own || own.confidence >= sureEnough || (history.length > 0 && route.intent !== numberAsks)) return route
  const others = route.candidates.filter((one) => one !== own)
  const rest = 1 - own.confidence
  const candidates = [{ intent: numberAsks, confidence: sureEnough }, ...others.map(({ intent, confidence }) => ({ intent, confidence: (confidence / rest) * (1 - sureEnough) }))]
  return { ...route, intent: numberAsks, confidence: sureEnough, candidates, outOfScope: false }
}

function withSubject(text: string, subject: string | undefined): string {
  const plain = subject?.replace(/^(?:\s*(?:re|fw|fwd|aw|wg|rv|tr|enc)\s*:)+/i, '').trim()
  return plain && !text.toLowerCase().includes(plain.toLowerCase()) ? `${plain}. ${text}` : text
}

function routeWishes(text: string, route: Route, model: ClassifierModel, earlier: string[]): Classification['wishes'] {
  const pieces = splitWishes(text)
  if (pieces.length === 1) return [{ text, intent: route.intent, confidence: route.confidence }]
  const wishes = pieces.map((piece) => {
    const { intent, confidence } = routeIntent(model, piece, earlier)
    return { text: piece, intent, confidence }
  })
  return wishes.reduce<Classification['wishes']>((merged, wish) => {
    const last = merged.at(-1)
    if (!last || !continues(last, wish)) return [...merged, wish]
    const both = { ...last, text: `${last.text} ${wish.text}`, confidence: Math.max(last.confidence, wish.confidence) }
    return [...merged.slice(0, -1), both]
  }, [])
}

/** More words about the same wish, rather than a second one. */
function continues(last: Classification['wishes'][number], next: Classification['wishes'][number]): boolean {
  const asked = findWish(next.text)
  return last.intent === next.intent && asked.every((wish) => findWish(last.text).includes(wish)) && !(asked.length > 0 && /\d{4,}/.test(last.text) && /\d{4,}/.test(next.text))
}

function firedRules(settled: Omit<Classification, 'rules'>): string[] {
  const fired: [name: string, holds: boolean][] = [
    ['legal_mention', settled.legal],
    ['asks_for_human', settled.asksForHuman],
    [`banned_${settled.banned}`, settled.banned !== null],
    ['injection', settled.injection >= UNSAFE_INJECTION],
    ['toxicity', settled.toxicity >= UNSAFE_TOXICITY],
    ['angry', settled.angry],
    ['repeated_question', settled.repeatedQuestion > 1],
    ['disputed_amount', settled.disputedAmount !== undefined],
    [`small_talk_${settled.smallTalk}`, settled.smallTalk !== undefined],
    ['out_of_scope', settled.outOfScope],
    ['technical', settled.technical],
    ['several_wishes', settled.wishes.length > 1],
    ...settled.explicitWish.map((wish): [string, boolean] => [`wish_${wish}`, true]),
  ]
  return fired.filter(([, holds]) => holds).map(([name]) => name)
}
