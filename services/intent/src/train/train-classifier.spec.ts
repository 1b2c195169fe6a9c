import { describe, expect, it } from 'vitest'
import { classify } from '../decide/classify.js'
import { deserialiseModel } from './deserialise-model.js'
import { serialiseModel } from './serialise-model.js'
import { seededRandom } from './seeded-random.js'
import { trainClassifier, type LabelledText } from './train-classifier.js'

/** Invented requests with shared wording, so that no single word gives the label away. */
function inventTexts(count: number, seed: number): LabelledText[] {
  const random = seededRandom(seed)
  const pick = (words: string[]) => words[Math.floor(random() * words.length)]!
  const openings = ['please', 'hello can you', 'I need to', 'how do I', 'could you', 'I would like to']
  const topics: Record<string, { verbs: string[]; things: string[] }> = {
    lamp_on: { verbs: ['switch on', 'light', 'turn on'], things: ['the lamp', 'the light in the hall', 'my desk lamp'] },
    lamp_off: { verbs: ['switch off', 'darken', 'turn off'], things: ['the lamp', 'the light in the hall', 'my desk lamp'] },
    song: { verbs: ['play', 'put on', 'start'], things: ['a song', 'some music', 'the radio'] },
    timer: { verbs: ['set', 'start', 'stop'], things: ['a timer', 'the countdown', 'an alarm for ten minutes'] },
  }
  return Array.from({ length: count }, (_, at) => {
    const label = Object.keys(topics)[at % 4]!
    return { label, text: `${pick(openings)} ${pick(topics[label]!.verbs)} ${pick(topics[label]!.things)}` }
  })
}

const model = trainClassifier(inventTexts(160, 1), { seed: 7 })

describe('trainClassifier', () => {
  it('learns', () => {
    const unseen = inventTexts(80, 2)
    const right = unseen.filter(({ text, label }) => classify(model, text).label === label).length
    expect(right / unseen.length).toBeGreaterThan(0.9)
  })

  it('gives every label a share of one, best first', () => {
    const { label, confidence, candidates } = classify(model, 'please play the radio')
    expect(candidates.map((one) => one.label).sort()).toEqual(['lamp_off', 'lamp_on', 'song', 'timer'])
    expect(candidates[0]).toEqual({ label, confidence })
    expect(candidates.reduce((sum, one) => sum + one.confidence, 0)).toBeCloseTo(1, 9)
    expect(candidates.map((one) => one.confidence)).toEqual(candidates.map((one) => one.confidence).sort((a, b) => b - a))
  })

  it('accepts what it knows rather than what it does not', () => {
    const known = classify(model, 'please turn on the lamp')
    const strange = classify(model, 'quarterly revenue of the zinc mine')
    expect(known.acceptScore).toBeGreaterThan(strange.acceptScore)
    expect(known.confidence).toBeGreaterThan(strange.confidence)
    expect(known.coverage).toBe(1)
    expect(strange.coverage).toBeLessThan(0.5)
  })

  it('learns what to reject from out-of-scope texts', () => {
    const outside = ['what is the capital of peru', 'how tall is mount everest', 'who wrote hamlet', 'what is the boiling point of lead', 'how old is the moon', 'who painted the night watch', 'what is the longest river', 'how many bones has a shark']
    const strict = trainClassifier([...inventTexts(160, 1), ...outside.map((text) => ({ text, label: 'outside' }))], { seed: 7, outOfScopeLabels: ['outside'] })
    const judged = classify(strict, 'what is the capital of chile')
    expect(judged.label).toBe('outside')
    expect(judged.acceptScore).toBeLessThan(classify(strict, 'could you start the radio').acceptScore)
  })

  it('is the same for the same seed', () => {
    const again = trainClassifier(inventTexts(160, 1), { seed: 7 })
    expect(Buffer.compare(serialiseModel(again), serialiseModel(model))).toBe(0)
  })

  it('lets history decide for an elliptical text, and not for a clear one', () => {
    expect(classify(model, 'and the other one?', ['please turn off the lamp']).label).toBe('lamp_off')
    expect(classify(model, 'could you play some music', ['please turn off the lamp']).label).toBe('song')
  })

  it('copes with one label, one text, and none', () => {
    expect(classify(trainClassifier([{ text: 'hello', label: 'only' }], { seed: 1 }), 'anything')).toMatchObject({ label: 'only', confidence: 1 })
    expect(() => trainClassifier([], { seed: 1 })).toThrow('nothing to train on')
  })
})

describe('serialiseModel', () => {
  it('survives the way through bytes, also at an odd offset', () => {
    const bytes = serialiseModel(model)
    const shifted = new Uint8Array(bytes.length + 3)
    shifted.set(bytes, 3)
    const back = deserialiseModel(shifted.subarray(3))
    expect(classify(back, 'please play the radio')).toEqual(classify(model, 'please play the radio'))
  })

  it('refuses other bytes with a sentence', () => {
    expect(() => deserialiseModel(new Uint8Array([1, 2, 3]))).toThrow('not a Deskhand classifier')
    expect(() => deserialiseModel(serialiseModel(model).subarray(0, 5000))).toThrow('cut short')
  })
})
