import { describe, expect, it } from 'vitest'
import { intentLexicon } from './intent-lexicon.js'

const best = (text: string) => Object.entries(intentLexicon(text)).sort((a, b) => b[1] - a[1])[0]?.[0]

describe('intentLexicon', () => {
  it.each([
    ['where is my parcel', 'order_status'],
    ['my order still has not arrived', 'order_status'],
    ['cancel my order', 'order_change'],
    ['I want my money back', 'refund_request'],
    ['I cannot log in to my account', 'account_issue'],
    ['do you ship to Canada', 'product_question'],
    ['this is unacceptable, worst service', 'complaint'],
    ['how do I contact customer service', 'other'],
    ['wo bleibt mein paket', 'order_status'],
    ['quiero un reembolso', 'refund_request'],
    ['mot de passe oublié', 'account_issue'],
    ['quanto custa a barraca', 'product_question'],
  ])('%s speaks most for %s', (text, intent) => {
    expect(best(text)).toBe(intent)
  })

  it('says nothing about what it does not know', () => {
    expect(intentLexicon('purple monkey')).toEqual({})
  })
})
