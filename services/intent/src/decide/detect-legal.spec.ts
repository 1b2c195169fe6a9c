import { describe, expect, it } from 'vitest'
import { detectLegal } from './detect-legal.js'

describe('detectLegal', () => {
  it.each([
    'I will sue you',
    'my lawyer will be in touch',
    'see you in court',
    "I'm going to small claims over this",
    'I have written to the attorney general',
    'this violates GDPR, I am filing a complaint',
    'voy a llamar a mi abogado',
    'Ich schalte meinen Anwalt ein',
    'je vais porter plainte',
    'vou processar a empresa no procon',
  ])('hears it in: %s', (text) => {
    expect(detectLegal(text)).toBe(true)
  })

  it.each([
    'is it legal to fly with this battery?',
    'I will file a chargeback with my bank',
    'do you sell tennis court shoes?',
    'looking for a gift for my lawyer',
    'I want a refund',
    'the issue was resolved',
  ])('does not hear it in: %s', (text) => {
    expect(detectLegal(text)).toBe(false)
  })
})
