import { describe, expect, it } from 'vitest'
import { stemWord } from './stem-word.js'

describe('stemWord', () => {
  it.each([
    [['order', 'orders', 'ordered', 'ordering'], 'order'],
    [['change', 'changes', 'changed', 'changing'], 'chang'],
    [['delivery', 'deliveries'], 'delivery'],
    [['stop', 'stopped', 'stopping'], 'stop'],
  ])('brings %j together', (words, stem) => {
    expect(words.map(stemWord)).toEqual(words.map(() => stem))
  })

  it.each(['gas', 'status', 'bus', 'this', 'red', 'king'])('leaves %s alone', (word) => {
    expect(stemWord(word)).toBe(word)
  })
})
