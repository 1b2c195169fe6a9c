import { describe, expect, it } from 'vitest'
import { splitWishes } from './split-wishes.js'

describe('splitWishes', () => {
  it('splits at "and also", and at a second request', () => {
    expect(splitWishes('I want a refund for order 12345 and also please reset my password')).toHaveLength(2)
    expect(splitWishes('Where is my order 12345? Can you also change my phone number?')).toEqual(['Where is my order 12345?', 'Can you also change my phone number?'])
  })

  it.each(['My order 12345 is late', 'I bought a tent and a lamp and want to return them', 'Hello. My order 12345 has not come yet. I ordered it on Monday.', 'thanks'])('keeps whole: %s', (text) => {
    expect(splitWishes(text)).toHaveLength(1)
  })

  it('loses no word', () => {
    expect(splitWishes('My lamp broke. I want a refund').join(' ')).toBe('My lamp broke. I want a refund')
  })
})
