import { expect, it } from 'vitest'
import { mendSpelling } from './mend-spelling.js'

it.each([
  ['i forgot my pasword', 'i forgot my password'],
  ['reset passwrod', 'reset password'],
  ['chnage my adress', 'change my address'],
  ['i want a refnd', 'i want a refund'],
  ['retrun it', 'return it'],
  ['exhange it', 'exchange it'],
])('%s', (text, mended) => {
  expect(mendSpelling(text)).toBe(mended)
})

it.each(['i was charged twice', 'an older order', 'returned and cancelled', 'the amount', 'oder', 'please rest'])('leaves alone: %s', (text) => {
  expect(mendSpelling(text)).toBe(text)
})
