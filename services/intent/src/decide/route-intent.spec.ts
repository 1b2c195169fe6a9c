import { describe, expect, it } from 'vitest'
import { trainClassifier } from '../train/train-classifier.js'
import { lexiconMarks } from './lexicon-marks.js'
import { routeIntent } from './route-intent.js'

/** A shop that gave two phrases an intent: the lexicon must do most of the work. */
const FEW = {
  order_status: ['where is my order', 'my parcel is late'],
  refund_request: ['I want a refund', 'give me my money back'],
  account_issue: ['I forgot my password', 'I cannot log in'],
  other: ['opening hours', 'do you have jobs'],
  small_talk: ['hello', 'thanks'],
  out_of_scope: ['what is the weather', 'who won the match'],
}
const examples = Object.entries(FEW).flatMap(([label, texts]) => texts.map((text) => ({ text, label })))
const model = trainClassifier(examples, { seed: 3, outOfScopeLabels: ['out_of_scope'], marksOf: lexiconMarks })

describe('routeIntent', () => {
  it.each([
    ['the courier says out for delivery since monday', 'order_status'],
    ['when does my package arrive', 'order_status'],
    ['quiero un reembolso por favor', 'refund_request'],
    ['please reimburse me for the broken lamp', 'refund_request'],
    ['passwort vergessen', 'account_issue'],
    ['my invoice is wrong', 'account_issue'],
  ])('routes what the shop never showed it: %s', (text, intent) => {
    expect(routeIntent(model, text).intent).toBe(intent)
  })

  it('answers small talk and what is out of scope as `other`, and says so', () => {
    expect(routeIntent(model, 'thank you very much')).toMatchObject({ intent: 'other', smallTalk: 'thanks', outOfScope: false })
    expect(routeIntent(model, 'what is the weather')).toMatchObject({ intent: 'other', smallTalk: undefined, outOfScope: true })
  })

  it('lists each intent of the catalogue once, best first, and nothing else', () => {
    const { candidates, intent, confidence } = routeIntent(model, 'where is my refund')
    expect(candidates.map((one) => one.intent).sort()).toEqual(['account_issue', 'order_status', 'other', 'refund_request'])
    expect(candidates[0]).toEqual({ intent, confidence })
    expect(candidates.reduce((sum, one) => sum + one.confidence, 0)).toBeCloseTo(1, 9)
  })
})
