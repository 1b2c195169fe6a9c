import { describe, expect, it } from 'vitest'
import { detectTechnical } from './detect-technical.js'

describe('detectTechnical', () => {
  it.each([
    'The website crashes with an error at checkout, get me a human',
    'The app keeps crashing with error 500 when I open it',
    "your site won't load on my phone",
    'I get a blank page at checkout: the page is blank',
    'I keep getting an error on the website',
    'How do I get an API key for your webhook?',
    'I see a 404 page',
  ])('holds for: %s', (text) => {
    expect(detectTechnical(text)).toBe(true)
  })

  it.each([
    'My lantern is broken', 'The tent is down to its last peg', 'I ordered the wrong size by error', 'Where is my order 12345?', 'Your website says it is in stock',
    'The tracking page says delivered', 'How do I reset my password?', 'I applied a code at checkout', 'My stove stopped working',
  ])('leaves alone: %s', (text) => {
    expect(detectTechnical(text)).toBe(false)
  })
})
