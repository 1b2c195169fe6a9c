import { describe, expect, it } from 'vitest'
import { readTokens } from './read-tokens.js'

describe('readTokens', () => {
  it('lower-cases, drops accents, keeps apostrophes', () => {
    expect(readTokens('Où EST l’étui? I don\'t Größe')).toEqual(['ou', 'est', "l'etui", 'i', "don't", 'grosse'])
  })

  it('sees one word in a vault token and one shape in long numbers', () => {
    expect(readTokens('mail <EMAIL_7f3a9c> about 12345, 2 items')).toEqual(['mail', 'emailtoken', 'about', '0000', '2', 'items'])
  })

  it('survives broken text', () => {
    expect(readTokens('\ud800 \u0000 <<< 🙂')).toEqual([])
  })
})
