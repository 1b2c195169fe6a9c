import { describe, expect, it } from 'vitest'
import { detectLanguage } from './detect-language.js'

describe('detectLanguage', () => {
  it.each([
    ['My order 12345 is late', 'en'],
    ['where parcel', 'en'],
    ['¿Dónde está mi pedido? No ha llegado', 'es'],
    ['quiero un reembolso', 'es'],
    ['Wo bleibt meine Bestellung?', 'de'],
    ['ich möchte mein Geld zurück', 'de'],
    ['Où est ma commande ?', 'fr'],
    ['je veux parler à un conseiller', 'fr'],
    ['Onde está a minha encomenda?', 'pt'],
    ['não recebi o meu pedido', 'pt'],
    ['Где мой заказ?', 'other'],
    ['我的订单在哪里', 'other'],
    ['waar is mijn bestelling, ik heb het pakket niet ontvangen', 'other'],
  ])('reads %s as %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language)
  })

  it('takes a text without words for English', () => {
    expect(detectLanguage('12345')).toBe('en')
    expect(detectLanguage('<EMAIL_7f3a9c>')).toBe('en')
  })
})
