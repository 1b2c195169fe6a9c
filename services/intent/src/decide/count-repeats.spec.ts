import { describe, expect, it } from 'vitest'
import { countRepeats } from './count-repeats.js'

describe('countRepeats', () => {
  it('counts the same question in other words and louder', () => {
    const earlier = ['Where is my order 12345?', 'hello? where is my order']
    expect(countRepeats('I ASKED WHERE MY ORDER IS!!!', earlier)).toBe(3)
  })

  it('counts a new question once', () => {
    expect(countRepeats('how do I reset my password?', ['where is my order 12345?', 'do you sell tents?'])).toBe(1)
  })

  it('tells questions about two orders apart', () => {
    expect(countRepeats('Where is my order 20009?', ['Where is my order 12345?', 'Where is my order 20023?'])).toBe(1)
    expect(countRepeats('Where is my order 12345?', ['Where is my order 12345?', 'Where is my order 20023?', 'where is it, my order'])).toBe(3)
  })

  it('does not take thanks for a question', () => {
    expect(countRepeats('thanks', ['thanks', 'thanks'])).toBe(0)
  })

  it('tells two questions about the same thing apart', () => {
    expect(countRepeats('what colours does the jacket come in?', ['is the jacket waterproof?'])).toBe(1)
  })
})
