import { detectHumanRequest } from './detect-human-request.js'
import { detectSmallTalk } from './detect-small-talk.js'

/** Where one thing that is said ends and the next begins: "a person about my refund" has two. */
const CLAUSES = /(?<=[.!?;:\n,])\s+|\s+(?=(?:and|but|so|about|regarding|concerning|because|since)\b)/iu
const LEAST_WORDS = 3

/** What a message that asks for a person is about: the rest of it, or all of it when it says nothing else. */
export function dropHumanRequest(text: string): string {
  const rest = text.split(CLAUSES).filter((clause) => !detectHumanRequest(clause))
  const said = rest.join(' ').replace(/^(?:and|but|so|about|regarding|concerning)\s+/iu, '').trim()
  return said.split(/\s+/).length >= LEAST_WORDS - 1 && !detectSmallTalk(said) && !detectHumanRequest(said) ? said : text
}
