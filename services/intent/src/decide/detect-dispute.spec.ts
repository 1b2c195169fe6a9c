import { describe, expect, it } from 'vitest'
import { detectDispute } from './detect-dispute.js'

describe('detectDispute', () => {
  it.each([
    ["you charged me $600 that I didn't authorise", '600.00 USD'],
    ['$612 unknown charge on my card', '612.00 USD'],
    ['I was charged twice, 49.99 EUR', '49.99 EUR'],
    ['I dispute the $20 fee and the $550.10 payment', '550.10 USD'],
    ['no reconozco un cobro de 700 euros', '700.00 EUR'],
  ])('%s', (text, amount) => {
    expect(detectDispute(text)).toEqual({ amount })
  })

  it.each(['please refund the $24.90', 'does it cost $600?', 'I was charged twice', 'I want my $700 back, the jacket does not fit'])('is none: %s', (text) => {
    expect(detectDispute(text)).toBeNull()
  })
})
