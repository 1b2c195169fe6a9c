import { hashText } from './hash-text.js'
import { readTokens } from './read-tokens.js'
import { stemWord } from './stem-word.js'

/** Hashed features of a text, repeats included, in blocks that are weighted apart. */
export interface TextFeatures {
  /** Words and word pairs in order, with marks for where the text begins and ends; unordered pairs of stems; letters 3-5; marks. */
  blocks: [words: number[], stemPairs: number[], letters: number[], marks: number[]]
  /** Stems in order, hashed. */
  stems: number[]
}

const WORD = 1
const PAIR = 2
const LETTERS = 3
const STEM = 4
const MARK = 5
/** A long text would have thousands of pairs, and say little with them. */
const PAIRED_STEMS = 40

/** `marks` are facts about the text found elsewhere (a lexicon, say) that count as features. */
export function extractFeatures(text: string, marks: readonly string[] = []): TextFeatures {
  const tokens = readTokens(text)
  const stems = tokens.map((token) => hashText(stemWord(token), STEM))
  return {
    blocks: [wordsOf(tokens), pairsOf(stems), lettersOf(tokens), marks.map((mark) => hashText(mark, MARK))],
    stems,
  }
}

function wordsOf(tokens: string[]): number[] {
  const found: number[] = []
  let before = '^'
  for (const token of tokens) {
    found.push(hashText(token, WORD), hashText(before + ' ' + token, WORD))
    before = token
  }
  found.push(hashText(before + ' $', WORD))
  return found
}

function pairsOf(stems: number[]): number[] {
  const distinct = [...new Set(stems)].slice(0, PAIRED_STEMS)
  const found: number[] = []
  for (let i = 1; i < distinct.length; i++) {
    for (let j = 0; j < i; j++) found.push(pairHash(distinct[i]!, distinct[j]!))
  }
  return found
}

function pairHash(one: number, other: number): number {
  const low = Math.min(one, other)
  const high = Math.max(one, other)
  let hash = Math.imul(low ^ (low >>> 15), 0x2c1b3c6d) ^ Math.imul(high ^ (high >>> 13) ^ PAIR, 0x297a2d39)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

function lettersOf(tokens: string[]): number[] {
  const found: number[] = []
  const seed = 0x811c9dc5 ^ Math.imul(LETTERS, 0x9e3779b1)
  for (const token of tokens) {
    const padded = ' ' + token + ' '
    for (let start = 0; start + 3 <= padded.length; start++) {
      let hash = seed
      const end = Math.min(start + 5, padded.length)
      for (let at = start; at < end; at++) {
        hash = Math.imul(hash ^ padded.charCodeAt(at), 0x01000193)
        if (at >= start + 2) found.push(finish(hash))
      }
    }
  }
  return found
}

function finish(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}
