import { readTokens } from './read-tokens.js'

/** Very short: it may well be an answer to something. */
const SHORT = 0.45
/** Points back: alone it says nothing. */
const POINTING = 1

/** What the message before counts beside this one, 0 when this one can be understood alone ("and the other one?" cannot). */
export function weighHistory(text: string): number {
  const tokens = readTokens(text)
  if (tokens.length <= 12 && POINTS_BACK.test(tokens.join(' '))) return POINTING
  return tokens.length <= 3 ? SHORT : 0
}

const POINTS_BACK = new RegExp(
  [
    '^(?:and|what about|how about|same (?:for|with)|and what about|y|und|et|e) (?:the|my|that|this|for|what|el|la|das|die|der|den|le|l\'autre|o|a)\\b',
    '^(?:yes|no|ok)?(?: |^)?(?:it|that one|this one|the (?:other|first|second|last) (?:one|two|order|item)|the other|0000|both|all of them)$',
    '^(?:and|what about|how about|so|then) .{0,20}\\b(?:the other|that one|this one)\\b',
    '\\b(?:the other one|like i said|as i said|same (?:thing|question|problem|issue) (?:as|with|for))\\b',
  ].join('|'),
)
