import { plainText } from './plain-text.js'

const SYSTEM = String.raw`(?:web ?site|web ?page|site|app|application|page|checkout|check out|browser|server|portal|dashboard|system|screen|shop(?:ping)? cart|cart)`
const FAULT = String.raw`(?:crash\w*|bugs?|buggy|glitch\w*|freez\w+|froze|frozen|blank|stuck|down|hangs|error\w*|timed? ?out|(?:does not|doesn't|doesnt|won't|wont|will not|not|isn't|can't|cannot|never|stopped|stops) (?:load\w*|open\w*|work\w*|respond\w*|start\w*)|broken)`
const SIGNS = [
  new RegExp(String.raw`\b${SYSTEM}\b(?: [a-z']+){0,4}? ${FAULT}(?: |$)`),
  new RegExp(String.raw`\b${FAULT} (?:[a-z']+ ){0,3}?(?:on|in|at|of|from|with) (?:[a-z']+ ){0,2}?${SYSTEM}\b`),
  /\b(?:error (?:code|message)|(?:http|error|status) (?:4\d\d|5\d\d)|(?:404|500|502|503|504) (?:error|page)|stack ?trace|javascript)\b/,
  /\b(?:api|sdk|webhooks?|oauth|rest endpoint|integration)(?: (?:keys?|tokens?|calls?|endpoints?|docs|documentation|access|integration))?\b/,
]

/** True for trouble with the shop's site or app and for questions of developers; a product that broke is none. */
export function detectTechnical(text: string): boolean {
  const plain = plainText(text)
  return SIGNS.some((sign) => sign.test(plain))
}
