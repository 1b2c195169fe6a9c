import { describe, expect, it } from 'vitest'
import { detectBanned } from './detect-banned.js'

describe('detectBanned', () => {
  it.each(['please delete my account', 'I want my account deleted', "I don't want my profile any more, remove it", 'erase all my personal data', 'quiero eliminar mi cuenta', 'Ich möchte mein Konto löschen', 'supprimer mon compte', 'quero excluir minha conta'])(
    'account deletion: %s',
    (text) => {
      expect(detectBanned(text)).toBe('account_deletion')
    },
  )

  it.each(['My account was hacked', 'i think somebody hacked into my account', 'someone else logged in to my account', 'a stranger is using my account', 'my password got stolen', "I've been hacked", 'mein Konto wurde gehackt'])(
    'account takeover: %s',
    (text) => {
      expect(detectBanned(text)).toBe('account_takeover')
    },
  )

  it.each(["I'll sue you if you don't refund me", 'you will hear from my lawyer', 'see you in court'])('legal threat: %s', (text) => {
    expect(detectBanned(text)).toBe('legal_threat')
  })

  it.each(['why was my account deleted?', "please don't close my account", 'remove my old card from my account', 'delete my order', 'I cannot log in to my account', 'cancel my order', 'my parcel was stolen', 'can someone use my account for my order?', 'any life hacks for the stove?', 'I cannot get into my account'])(
    'neither: %s',
    (text) => {
      expect(detectBanned(text)).toBeNull()
    },
  )
})
