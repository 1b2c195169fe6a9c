import { describe, expect, it } from 'vitest'
import { detectToxicity } from './detect-toxicity.js'

describe('detectToxicity', () => {
  it.each(["I'll kill you", 'I know where you live', 'you should all die', 'fuck you', 'go kill yourself', 'te voy a matar', 'you filthy immigrants', 'you worthless piece of shit'])(
    'is high for: %s',
    (text) => {
      expect(detectToxicity(text)).toBeGreaterThanOrEqual(0.8)
    },
  )

  it.each(['where is my fucking order', 'this is bullshit', 'you idiots lost my parcel'])('is not that high for swearing and anger: %s', (text) => {
    expect(detectToxicity(text)).toBeGreaterThan(0)
    expect(detectToxicity(text)).toBeLessThan(0.8)
  })

  it.each(['does this spray kill germs?', 'my phone is going to die', 'I am dying to try the bath bomb', 'My order 12345 is late'])('is zero for: %s', (text) => {
    expect(detectToxicity(text)).toBe(0)
  })
})
