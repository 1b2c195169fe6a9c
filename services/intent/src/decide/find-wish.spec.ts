import { describe, expect, it } from 'vitest'
import { findWish } from './find-wish.js'

describe('findWish', () => {
  it.each([
    ['Refund for wrong item please', ['refund']],
    ['please refund order 12345', ['refund']],
    ['give me my money back', ['refund']],
    ['cancel my order 12345', ['cancel']],
    ['I want my order cancelled', ['cancel']],
    ['please process the refund for order 12345', ['refund']],
    ['I need a refund for 20013', ['refund']],
    ['refund for 20013 please', ['refund']],
    ['Can I have a full refund for order 20013?', ['refund']],
    ['Please change the shipping address of order 12345 to 5 Main St', ['change_address']],
    ['I want to return the boots', ['return']],
    ['refund 20001 and return the jacket from 20021', ['refund', 'return']],
    ['can I exchange it for a larger one', ['exchange']],
    ['I forgot my password', ['reset_password']],
    ['i forgot my pasword', ['reset_password']],
    ['pls cancle my order, I mean cancell my ordr', ['cancel']],
    ['update my email to <EMAIL_7f3a12>', ['change_email']],
    ['change my phone number please', ['change_phone']],
    ['can I be refunded', ['refund']],
    ['could 20021 be refunded please', ['refund']],
    ['cancel my tent order', ['cancel']],
    ['quiero un reembolso', ['refund']],
    ['Bitte stornieren Sie meine Bestellung', ['cancel']],
    ['je veux annuler ma commande', ['cancel']],
    ['quero alterar meu endereço', ['change_address']],
  ])('%s', (text, wishes) => {
    expect(findWish(text)).toEqual(wishes)
  })

  it.each([
    "I don't want a refund",
    'do not cancel my order',
    'what is your refund policy?',
    'where is my refund',
    'when will I get my refund?',
    'how long do refunds take',
    'I already cancelled my order',
    'what is the cancellation fee?',
    'My order 12345 is late',
    'is my refund for 20013 done?',
    'my refund for 20013 is not on my card',
    'has the refund for order 20013 been processed',
    'is my order 20009 cancelled?',
    'my order got cancelled',
    'I need to know if my order is cancelled',
    'why was my order cancelled',
    'did you refund order 20013',
    'Can order 20021 still be refunded?',
    'could the mug be returned',
  ])('asks for nothing: %s', (text) => {
    expect(findWish(text)).toEqual([])
  })

  it('keeps what is wanted instead', () => {
    expect(findWish("I don't want a refund, but please exchange it for size M")).toEqual(['exchange'])
  })
})
