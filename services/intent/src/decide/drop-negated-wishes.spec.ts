import { expect, it } from 'vitest'
import { dropNegatedWishes } from './drop-negated-wishes.js'

it.each([
  ["I don't want a refund, just tell me where order 12345 is", 'just tell me where order 12345 is'],
  ['I do not want to return it. Please exchange it for size M.', 'Please exchange it for size M.'],
  ['Change the address of 20009 but do not cancel it', 'Change the address of 20009 but do not cancel it'],
  ["I don't need a refund but I want to know where my parcel is", 'but I want to know where my parcel is'],
])('%s', (text, rest) => {
  expect(dropNegatedWishes(text)).toBe(rest)
})

it.each(["I don't want a refund", "I don't want this item any more, refund me please", 'My refund has not come, I want to know why', ''])('leaves whole: %s', (text) => {
  expect(dropNegatedWishes(text)).toBe(text)
})
