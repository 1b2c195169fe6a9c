import { describe, expect, it } from 'vitest'
import { detectConfirmation } from './detect-confirmation.js'

describe('detectConfirmation', () => {
  it.each(['yes', 'Yes please', 'ok', 'go ahead', 'sí', 'ja bitte', 'oui', 'sim'])('%s is yes', (text) => {
    expect(detectConfirmation(text)).toBe('yes')
  })

  it.each(['no', 'No thanks', 'nein', 'non merci', 'stop'])('%s is no', (text) => {
    expect(detectConfirmation(text)).toBe('no')
  })

  it.each(['yes but change the address first', 'no idea', 'cancel it', 'thanks', ''])('%s is neither', (text) => {
    expect(detectConfirmation(text)).toBeNull()
  })
})
