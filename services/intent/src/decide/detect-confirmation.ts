import { plainText } from './plain-text.js'

const POLITE = "(?: (?:please|thanks|thank you|do it|do that|go ahead|that's right|correct|that one|it is|sure|of course|por favor|gracias|bitte|danke|s'il vous plait|merci|obrigad[oa]|do so|pls|sir|i am|i do|yes|no))*"
const YES = new RegExp(
  `^(?:yes|yep|yup|yeah|ya|sure|ok|okay|correct|right|exactly|confirm(?:ed)?|i confirm|please do|go ahead|do it|of course|absolutely|definitely|that's (?:right|correct|it|the one)|si|claro|correcto|ja|genau|richtig|oui|exact|d'accord|sim|isso|pode)${POLITE}$`,
)
const NO = new RegExp(
  `^(?:no|nope|nah|not (?:that|this) one|don't|do not|don't do (?:it|that)|wrong(?: one)?|never ?mind|stop|nein|non|nao|no thanks|not now|leave it)${POLITE}$`,
)

/** A bare yes or no, as answered to a question; null for anything that says more. */
export function detectConfirmation(text: string): 'yes' | 'no' | null {
  const plain = plainText(text)
  return YES.test(plain) ? 'yes' : NO.test(plain) ? 'no' : null
}
