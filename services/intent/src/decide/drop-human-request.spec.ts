import { describe, expect, it } from 'vitest'
import { dropHumanRequest } from './drop-human-request.js'

describe('dropHumanRequest', () => {
  it.each([
    ['I want a refund for order 20001, let me talk to a human', 'I want a refund for order 20001,'],
    ['Which of your tents are waterproof? I want to speak with a human agent', 'Which of your tents are waterproof?'],
    ['I want to talk to a real person about a refund', 'a refund'],
    ['My order 12345 is late and I want to talk to someone', 'My order 12345 is late'],
  ])('keeps what it is about: %s', (text, about) => {
    expect(dropHumanRequest(text)).toBe(about)
  })

  it.each(['Let me talk to a human', 'Hello, can I speak to an agent please', 'agent'])('comes back whole: %s', (text) => {
    expect(dropHumanRequest(text)).toBe(text)
  })
})
