import { describe, expect, it } from 'vitest'
import { readSentiment } from './read-sentiment.js'
import { setPriority, type PriorityFacts } from './set-priority.js'

const given = (text: string, intent: string, more: Partial<PriorityFacts> = {}): PriorityFacts => ({
  text,
  intent,
  sentiment: readSentiment(text),
  legal: false,
  toxicity: 0,
  banned: null,
  ...more,
})

describe('setPriority', () => {
  it.each([
    ['Refund for wrong item please', 'refund_request', 2],
    ['My order 12345 is late', 'order_status', 2],
    ['Does the tent come in green?', 'product_question', 3],
    ['Is the tent urgently recommended for rain?', 'product_question', 3],
    ['The charger caught fire', 'complaint', 1],
    ['my account was hacked', 'account_issue', 1],
    ['I need this cancelled immediately', 'order_change', 1],
    ['necesito cancelar urgente', 'order_change', 1],
  ] as const)('%s (%s) has priority %d', (text, intent, priority) => {
    expect(setPriority(given(text, intent)).priority).toBe(priority)
  })

  it('puts the law and threats first, and says which rule did', () => {
    expect(setPriority(given('my lawyer will call', 'complaint', { legal: true }))).toEqual({ priority: 1, rule: 'priority_legal' })
    expect(setPriority(given('…', 'other', { toxicity: 0.95 }))).toEqual({ priority: 1, rule: 'priority_threat' })
  })
})
