import { describe, expect, it } from 'vitest'
import { weighHistory } from './weigh-history.js'

describe('weighHistory', () => {
  it.each(['and the other one?', '12345', 'what about the second order', 'the other one'])('needs what came before: %s', (text) => {
    expect(weighHistory(text)).toBe(1)
  })

  it('lets a very short text lean a little', () => {
    expect(weighHistory('refund')).toBeGreaterThan(0)
    expect(weighHistory('refund')).toBeLessThan(1)
  })

  it.each(['Where is my order 12345?', 'I want to return the boots I bought last week', 'and I want to cancel my order too'])('stands alone: %s', (text) => {
    expect(weighHistory(text)).toBe(0)
  })
})
