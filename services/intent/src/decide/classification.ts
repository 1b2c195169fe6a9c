import type { BannedIntent } from './detect-banned.js'
import type { Language } from './detect-language.js'
import type { SmallTalk } from './detect-small-talk.js'
import type { ExplicitWish } from './find-wish.js'
import type { Sentiment } from './read-sentiment.js'

/** Everything the desk reads from one customer message, before anything is looked up. */
export interface Classification {
  intent: string
  confidence: number
  /** Every intent, most likely first; sums to 1. */
  candidates: { intent: string; confidence: number }[]
  /** The message piece by piece, where it asks for more than one thing. */
  wishes: { text: string; intent: string; confidence: number }[]
  sentiment: Sentiment
  angry: boolean
  /** Angry messages of the customer so far, this one included. */
  angryTurns: number
  /** Negative messages in a row up to this one. */
  negativeStreak: number
  /** How many times this was asked, now included; 0 for small talk. */
  repeatedQuestion: number
  priority: 1 | 2 | 3
  entities: Record<string, string[]>
  language: Language
  legal: boolean
  asksForHuman: boolean
  /** 0..1 */
  injection: number
  /** 0..1 */
  toxicity: number
  /** True when the desk should answer `unsafe_input`. */
  unsafe: boolean
  banned: BannedIntent | null
  /** Such as "612.00 USD". */
  disputedAmount?: string
  smallTalk?: SmallTalk
  /** A bare yes or no to what the desk asked last. */
  confirmation?: 'yes' | 'no'
  outOfScope: boolean
  /** Trouble with the shop's site or app, or a developer's question. */
  technical: boolean
  /** Writes asked for in the customer's own words. */
  explicitWish: ExplicitWish[]
  /** Names of the rules that fired. */
  rules: string[]
}
