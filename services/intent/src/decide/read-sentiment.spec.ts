import { describe, expect, it } from 'vitest'
import { readSentiment } from './read-sentiment.js'

describe('readSentiment', () => {
  it.each([
    ['Refund for wrong item please', 'negative'],
    ['My order 12345 is late', 'neutral'],
    ['What is your return policy?', 'neutral'],
    ['Can you recommend a good tent?', 'neutral'],
    ['I love my new jacket, thank you so much', 'positive'],
    ['This is not good at all', 'negative'],
    ['your service sucks', 'negative'],
    ['I am very disappointed with the quality', 'negative'],
    ['estoy muy decepcionado con el servicio', 'negative'],
    ['Please help, I forgot my password. Thanks in advance', 'neutral'],
  ])('%s is %s', (text, sentiment) => {
    expect(readSentiment(text)).toEqual({ sentiment, angry: false })
  })

  it.each([
    'This is RIDICULOUS!!! Where is my order?!',
    'WHERE IS MY ORDER ANSWER ME NOW',
    'I am furious, this is unacceptable',
    'what the fuck is wrong with you people',
    'I will never shop here again, worst service ever',
    'This is the third time I ask for this',
    "I'm fed up with waiting for this",
  ])('%s is angry', (text) => {
    expect(readSentiment(text)).toEqual({ sentiment: 'negative', angry: true })
  })

  it('does not take an abbreviation or a vault token for shouting', () => {
    expect(readSentiment('my USB hub for the PC, write to <EMAIL_ABCDEF>').angry).toBe(false)
  })
})
