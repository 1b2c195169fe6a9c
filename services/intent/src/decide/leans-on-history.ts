import { readTokens } from './read-tokens.js'

/** True when a text cannot be understood alone: very short, or it points back ("and the other one?"). */
export function leansOnHistory(text: string): boolean {
  const tokens = readTokens(text)
  if (tokens.length <= 3) return true
  if (tokens.length > 12) return false
  return POINTS_BACK.test(tokens.join(' '))
}

const POINTS_BACK = new RegExp(
  [
    '^(?:and|but|or|so|then|also|what about|how about|same|ok and|yes|no|it|that|this|those|these)\\b',
    '\\b(?:the other (?:one|two|order|item)|that one|this one|the same|as well|too|the first one|the second one|like i said|as i said)\\b',
    '^(?:y|e|et|und|und was ist mit|y el otro|et l\'autre|e o outro)\\b',
  ].join('|'),
)
