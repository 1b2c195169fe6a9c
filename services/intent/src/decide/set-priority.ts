import type { SentimentReading } from './read-sentiment.js'

export interface PriorityFacts {
  text: string
  intent: string
  sentiment: SentimentReading
  legal: boolean
  /** 0..1 */
  toxicity: number
  banned: string | null
}

export interface Priority {
  /** 1 at once, 2 normal, 3 when there is time. */
  priority: 1 | 2 | 3
  /** The rule that decided. */
  rule: string
}

const URGENT = /\b(?:urgent\w*|asap|emergency|immediately|right (?:now|away)|at once|as soon as possible|critical|can't wait|cannot wait|today or|by (?:tonight|tomorrow|today|noon)|before (?:tonight|tomorrow|friday|the wedding|my flight)|urgente\w*|inmediatamente|ya mismo|dringend\w*|sofort|eilig|immediatement|tout de suite|imediatamente)\b/i
const HARM = /\b(?:injur\w+|hurt (?:me|my|myself)|burn(?:ed|t)? (?:me|my)|caught fire|on fire|smok(?:e|ing) (?:came|from)|explod\w+|electric shock|shocked me|allergic reaction|hospital\w*|bleeding|poison\w*|choking|unsafe|dangerous|hacked|identity theft|stolen (?:card|identity|account)|someone (?:else )?(?:is using|used|logged in|accessed)|unauthori[sz]ed|fraud\w*)\b/i
const QUESTIONS = new Set(['product_question', 'other', 'small_talk', 'out_of_scope'])

/** Priority 1 needs urgency with a reason, a threat, or harm; wanting money back alone is 2; a question can wait. */
export function setPriority(facts: PriorityFacts): Priority {
  const { text, intent, sentiment } = facts
  if (facts.legal || facts.banned === 'legal_threat') return { priority: 1, rule: 'priority_legal' }
  if (facts.toxicity >= 0.8) return { priority: 1, rule: 'priority_threat' }
  if (HARM.test(text)) return { priority: 1, rule: 'priority_harm' }
  if (URGENT.test(text) && !(QUESTIONS.has(intent) && sentiment.sentiment !== 'negative')) return { priority: 1, rule: 'priority_urgent' }
  if (QUESTIONS.has(intent) && sentiment.sentiment !== 'negative') return { priority: 3, rule: 'priority_question' }
  return { priority: 2, rule: 'priority_request' }
}
