import { describe, expect, it } from 'vitest'
import { detectHumanRequest } from './detect-human-request.js'

describe('detectHumanRequest', () => {
  it.each([
    'let me talk to someone',
    'I want to speak to a real person',
    'agent please',
    'speak to manager',
    'Can I talk to a human?',
    'connect me with a representative',
    'I need a supervisor now',
    "stop, I don't want a bot",
    'please call me back',
    'is there anybody with a pulse over there',
    'gimme somebody who breathes',
    'flesh and blood please',
    'quiero hablar con una persona',
    'ich möchte mit einem Mitarbeiter sprechen',
    'je veux parler à un conseiller',
    'quero falar com um atendente',
  ])('hears it in: %s', (text) => {
    expect(detectHumanRequest(text)).toBe(true)
  })

  it.each([
    'do you have a human-sized sleeping bag?',
    'is the 4 person tent in stock?',
    'the delivery man left it outside',
    "I don't need to talk to an agent, just tell me the status",
    'you can call me Anna',
    'can anybody carry that backpack',
    'I need someone to explain the sizes',
    'somebody else signed for my parcel',
    'where is my order?',
  ])('does not hear it in: %s', (text) => {
    expect(detectHumanRequest(text)).toBe(false)
  })
})
