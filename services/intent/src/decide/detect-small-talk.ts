import { findWish } from './find-wish.js'
import { plainText } from './plain-text.js'

export type SmallTalk = 'greeting' | 'thanks' | 'acknowledgement' | 'goodbye' | 'closure'

/** Words that carry no wish of their own and may stand beside small talk. */
const FILLER =
  '(?:so|very|much|a lot|lots|again|then|there|all|everyone|team|guys|sir|madam|mam|ma\'am|dear|bot|buddy|friend|mate|man|you|u|your|for|the|that|this|it|help|helping|quick|fast|reply|response|answer|support|assistance|service|time|info|information|just|wanted to say|really|appreciate it|appreciated|i|to|of|and|oh|ah|well|yes|yeah|now|today|kindly|please|kind|is|it\'s|was|how are you|how are you doing|how is it going|how\'s it going|my|by|de|por|todo|tout|le|la|pour|fur|die|ihre|hilfe|muito|mucho|merci|beaucoup)'
const GREETING =
  '(?:hi+|hey+|hello+|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)|morning|evening|hola|buenos dias|buenas(?: tardes| noches)?|hallo|guten (?:tag|morgen|abend)|moin|servus|bonjour|bonsoir|salut|ola|oi|bom dia|boa (?:tarde|noite)|namaste|yo|sup|what\'s up|anyone there|are you there)'
const THANKS =
  '(?:thanks|thank you|thankyou|thank u|thanx|thx|ty|tysm|cheers|much obliged|gracias|muchas gracias|danke(?: schon| sehr)?|vielen dank|merci(?: beaucoup)?|obrigad[oa]|valeu|appreciate (?:it|that|you|your help))'
const ACKNOWLEDGEMENT =
  '(?:ok+|okay|okey|okie|k|kk|alright|all right|right|sure|got it|gotcha|understood|i see|makes sense|noted|great|perfect|cool|nice|awesome|excellent|wonderful|amazing|good|fine|sounds good|will do|no problem|no worries|yep|yup|lol|haha+|vale|de acuerdo|entendido|perfecto|genial|gut|super|alles klar|verstanden|in ordnung|d\'accord|parfait|entendu|compris|tudo bem|certo|entendi|perfeito|beleza|that\'s (?:great|perfect|fine|good|all right|okay|ok|awesome)|that is (?:great|perfect|fine|good))'
const GOODBYE =
  '(?:bye+|bye bye|goodbye|good bye|see (?:you|ya)|cya|take care|have a (?:good|nice|great|lovely) (?:one|day|evening|weekend|night)|good night|adios|hasta luego|chao|tschuss|auf wiedersehen|au revoir|a bientot|bonne journee|tchau|ate (?:logo|mais))'
const SOLVED = [
  /\b(?:it|that|this|issue|problem|everything|all|matter|order|one)(?: is|'s| was| has been| got)?(?: now| all)? (?:solved|resolved|sorted|fixed)\b/,
  /^(?:solved|resolved|sorted|fixed)\b|\b(?:solved|resolved|sorted|fixed)$|\b(?:all|already|now) (?:solved|resolved|sorted|fixed|good|set|done)\b/,
  /\b(?:that|it|this) (?:worked|works|did (?:it|the trick)|helped|helps|solves? it|solved it|fixed it|answers my question|answered my question)\b/,
  /\b(?:that's|that is|that'll be|that will be|this is) (?:all|everything)(?: i (?:need|needed|wanted))?\b|\b(?:nothing else|no (?:further|more|other) questions?|i'm (?:all )?(?:good|set) now|found it)\b|\bit (?:has )?(?:arrived|came)(?: now| today| safely)*(?:$| (?:thanks|thank|thx|cheers|so)\b)/,
  /\b(?:solucionado|resuelto|eso es todo|funciono|ya funciona|gelost|erledigt|hat (?:funktioniert|geklappt)|das war alles|resolu|c'est (?:regle|tout|bon)|ca marche|resolvido|deu certo|e so isso|funcionou)\b/,
]
/** Says that it is not over, or that something new begins. */
const OPEN =
  /\b(?:not?|isn't|wasn't|hasn't|haven't|didn't|doesn't|never|but|still|however|unfortunately|why|when|where|how|what|which|who|can you|could you|would you|until|except|if|is it|was it|will it|does it|did it|will|not|kein|nicht|pas|nao|pero|aber|mais)\b/

/** What a message without a wish is; null when it asks for or tells of anything ("hi, where is my order"). */
export function detectSmallTalk(text: string): SmallTalk | null {
  const plain = plainText(text)
  if (plain === '') return null
  const words = plain.split(' ').length
  if (words > 14) return null
  if (words > 1 && isClosure(text, plain)) return 'closure'
  if (words === 1 && /^(?:solved|resolved|sorted|fixed|solucionado|resuelto|erledigt|gelost|resolvido)$/.test(plain)) return 'closure'
  if (!ONLY_SMALL_TALK.test(plain)) return null
  return KINDS.find(([, pattern]) => pattern.test(plain))?.[0] ?? null
}

const ONLY_SMALL_TALK = new RegExp(`^(?:(?:${GREETING}|${THANKS}|${ACKNOWLEDGEMENT}|${GOODBYE}|${FILLER})(?: |$))+$`)

/** The kind that decides the answer comes first: "ok thanks bye" is a goodbye. */
const KINDS: [SmallTalk, RegExp][] = [
  ['goodbye', somewhere(GOODBYE)],
  ['thanks', somewhere(THANKS)],
  ['greeting', somewhere(GREETING)],
  ['acknowledgement', somewhere(ACKNOWLEDGEMENT)],
]

function somewhere(pattern: string): RegExp {
  return new RegExp(`(?:^| )${pattern}(?: |$)`)
}

function isClosure(text: string, plain: string): boolean {
  if (text.includes('?') || findWish(text).length > 0) return false
  const rest = plain.replace(/\bno (?:further|more|other) questions?\b|\bno problem\b|\bno worries\b|\bno thanks?\b|^no\b/g, ' ')
  return SOLVED.some((pattern) => pattern.test(plain)) && !OPEN.test(rest)
}
