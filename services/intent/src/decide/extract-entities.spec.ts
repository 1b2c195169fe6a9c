import { describe, expect, it } from 'vitest'
import { extractEntities } from './extract-entities.js'

const PATTERN = /#?\b([A-Z]?\d{5,8})\b/

describe('extractEntities', () => {
  it('reads order numbers as the shop is asked for them', () => {
    expect(extractEntities('orders 12345 and #W6067464', PATTERN).orderId).toEqual(['12345', 'W6067464'])
  })

  it.each([
    ['you charged me $612', '612.00 USD'],
    ['refund 24,90 € please', '24.90 EUR'],
    ['I paid 1,299.50 dollars', '1299.50 USD'],
    ['£40 was taken', '40.00 GBP'],
    ['R$ 150,00 cobrado', '150.00 BRL'],
  ])('reads the amount in "%s"', (text, amount) => {
    expect(extractEntities(text, PATTERN).amount).toEqual([amount])
  })

  it('does not take an amount or a date for an order number', () => {
    expect(extractEntities('you took $12345 on 2026-11-20', PATTERN)).toEqual({ amount: ['12345.00 USD'], date: ['2026-11-20'] })
  })

  it('keeps vault tokens as they are', () => {
    expect(extractEntities('write to <EMAIL_7f3a12> or <PHONE_99ab01>', PATTERN)).toMatchObject({ email: ['<EMAIL_7f3a12>'], phone: ['<PHONE_99ab01>'] })
  })

  it.each([
    ['Refund for wrong item please', 'wrong_item'],
    ['the mug arrived broken, I want a refund', 'damaged'],
    ["my headphones don't work, return", 'defective'],
    ['it looks nothing like the picture, not as described', 'not_as_described'],
    ['changed my mind, want to return the boots', 'no_longer_needed'],
    ['refund me, it never arrived', 'late'],
    ['two parts are missing, please refund', 'missing'],
    ['I want a refund because of the weather', 'other'],
  ])('finds why: %s', (text, reason) => {
    expect(extractEntities(text, PATTERN).reason).toEqual([reason])
  })

  it('sees no reason to return where nothing goes back', () => {
    expect(extractEntities('My order 12345 is late', PATTERN)).toEqual({ orderId: ['12345'] })
  })

  it('names products', () => {
    expect(extractEntities('is the backpack waterproof?', PATTERN).product).toEqual(['backpack'])
  })
})
