import { findWish } from './find-wish.js'
import { plainText } from './plain-text.js'

/** `declined`: no, never mind. `unclear`: nothing to go by, "yes" to no question or "?". `upset`: a cross or sad face and no word. */
export type SmallTalk = 'greeting' | 'thanks' | 'acknowledgement' | 'goodbye' | 'closure' | 'declined' | 'unclear' | 'upset'

/** Words that carry no wish of their own and may stand beside small talk. */
const FILLER =
  '(?:so|very|much|a|an|are|you\'re|were|been|have been|a lot|best|helpful|super|star|legend|lifesaver|kind of you|lots|again|then|there|all|everyone|team|guys|sir|madam|mam|ma\'am|dear|bot|buddy|friend|mate|man|you|u|your|for|the|that|this|it|help|helping|quick|fast|reply|response|answer|support|assistance|service|time|info|information|just|wanted to say|really|appreciate it|appreciated|i|to|of|and|oh|ah|well|yes|yeah|now|today|kindly|please|kind|is|it\'s|was|how are you|how are you doing|how is it going|how\'s it going|anyway|anyways|all the same|though|yesterday|earlier|last (?:time|week)|my|by|de|por|todo|tout|le|la|pour|fur|die|ihre|hilfe|muito|mucho|merci|beaucoup)'
const GREETING =
  '(?:hi+|hey+|hello+|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)|morning|evening|hola|buenos dias|buenas(?: tardes| noches)?|hallo|guten (?:tag|morgen|abend)|moin|servus|bonjour|bonsoir|salut|ola|oi|bom dia|boa (?:tarde|noite)|namaste|yo|sup|what\'s up|how are you|any(?:one|body)(?: there| here| home)?|(?:are |r )?(?:you|u|ya)(?: guys)? there|are you (?:a (?:bot|robot|machine)|an ai|a chat ?bot)|who are (?:you|u)|what can (?:you|u) do(?: for me)?)'
const THANKS =
  '(?:thanks|thank you|thankyou|thank u|thanx|thx|ty|tysm|cheers|much obliged|gracias|muchas gracias|danke(?: schon| sehr)?|vielen dank|merci(?: beaucoup)?|obrigad[oa]|valeu|appreciate (?:it|that|you|your help))'
const ACKNOWLEDGEMENT =
  '(?:ok+|okay|okey|okie|k|kk|alright|all right|right|sure|got it|gotcha|understood|i see|makes sense|noted|great|perfect|cool|nice|awesome|excellent|wonderful|amazing|good|fine|sounds good|will do|no problem|no worries|yep|yup|lol|haha+|vale|de acuerdo|entendido|perfecto|genial|gut|super|alles klar|verstanden|in ordnung|d\'accord|parfait|entendu|compris|tudo bem|certo|entendi|perfeito|beleza|that\'s (?:great|perfect|fine|good|all right|okay|ok|awesome)|that is (?:great|perfect|fine|good))'
const DECLINED =
  '(?:no+|nope|nah|no thanks?|no thank you|never ?mind|nvm|forget (?:it|about it|that)|not (?:now|yet|today|anymore|any more)|nothing|nothing else|leave it|don\'t bother|doesn\'t matter|does not matter|it\'s nothing|scratch that|skip it|maybe later|dejalo|olvidalo|vergiss es|schon gut|egal|laissez tomber|laisse tomber|deixa pra la|esquece)'
/** Asks for something without saying what. */
const UNCLEAR =
  '(?:yes|yeah|yep|yup|ya|sure|si|ja|oui|sim|help(?: me| please)*|(?:can|could|would) (?:you|u|anyone|someone) (?:please )?help(?: me| us)?(?: out)?|i (?:need|want|require)(?: some| your| a little)? (?:help|assistance)|need (?:help|assistance)|(?:i have|i\'ve|i\'ve got|got|have) (?:a|one|some|another|a quick|a few) (?:questions?|quer(?:y|ies)|problems?|issues?|doubts?|requests?)|(?:can|may|could) i ask (?:you )?(?:something|a question|one thing)|(?:quick|one) question|question|hmm+|um+|uh+|eh|what|huh|test|testing)'
const GOODBYE =
  '(?:bye+|bye bye|goodbye|good bye|see (?:you|ya)|cya|take care|have a (?:good|nice|great|lovely) (?:one|day|evening|weekend|night)|good night|adios|hasta luego|chao|tschuss|auf wiedersehen|au revoir|a bientot|bonne journee|tchau|ate (?:logo|mais))'
const SOLVED = [
  /\b(?:it|that|this|issue|problem|everything|all|matter|order|one)(?: is|'s| was| has been| got)?(?: now| all)? (?:solved|resolved|sorted|fixed)\b/,
  /^(?:solved|resolved|sorted|fixed)\b|\b(?:solved|resolved|sorted|fixed)$|\b(?:all|already|now) (?:solved|resolved|sorted|fixed|good|set|done)\b/,
  /\b(?:that|it|this) (?:worked|works|did (?:it|the trick)|helped|helps|solves? it|solved it|fixed it|answers my question|answered my question)\b/,
  /\b(?:works|working) (?:now|again|fine)\b/,
  /\b(?:that's|thats|that is|that'll be|that will be|this is) (?:all|everything)(?: i (?:need|needed|wanted))?\b|\b(?:nothing else|no (?:further|more|other) questions?|i'm (?:all )?(?:good|set) now|found it)\b|\bit (?:has )?(?:arrived|came)(?: now| today| safely)*(?:$| (?:thanks|thank|thx|cheers|so)\b)/,
  /\b(?:solucionado|resuelto|eso es todo|funciono|ya funciona|gelost|erledigt|hat (?:funktioniert|geklappt)|das war alles|resolu|c'est (?:regle|tout|bon)|ca marche|resolvido|deu certo|e so isso|funcionou)\b/,
]
/** Wants it solved, which it then is not: "I need this fixed today". */
const DEMANDED = /(?<!(?:don't|not) )\b(?:need|needs|want|wants|demand|demanding|expect|expecting|require|hope|hoping|must|should|has to|have to|ought to|get|getting|make sure|be|being)(?: [a-z]+){0,4}? (?:solved|resolved|sorted|fixed)\b/
/** Says that it is not over, or that something new begins. */
const OPEN =
  /\b(?:not?|isn't|wasn't|hasn't|haven't|didn't|doesn't|never|but|still|however|unfortunately|why|when|where|how|what|which|who|can you|could you|would you|until|except|if|is it|was it|will it|does it|did it|will|not|kein|nicht|pas|nao|pero|aber|mais)\b/

/** What a message without a wish is; null when it asks for or tells of anything ("hi, where is my order"). */
export function detectSmallTalk(text: string): SmallTalk | null {
  const plain = plainText(text)
  if (plain === '') return wordless(text)
  const words = plain.split(' ').length
  if (words > 14) return null
  if (/^(?:(?:well|ok|okay|great|wow|so) )*(?:thanks|thank you|thx) for nothing$/.test(plain)) return 'upset'
  if (words > 1 && isClosure(text, plain)) return 'closure'
  if (words === 1 && /^(?:solved|resolved|sorted|fixed|solucionado|resuelto|erledigt|gelost|resolvido)$/.test(plain)) return 'closure'
  if (!ONLY_SMALL_TALK.test(plain)) return null
  return KINDS.find(([, pattern]) => pattern.test(plain))?.[0] ?? null
}

const ONLY_SMALL_TALK = new RegExp(`^(?:(?:${GREETING}|${THANKS}|${ACKNOWLEDGEMENT}|${GOODBYE}|${DECLINED}|${UNCLEAR}|${FILLER})(?: |$))+$`)

/** The kind that decides the answer comes first: "ok thanks bye" is a goodbye. */
const KINDS: [SmallTalk, RegExp][] = [
  ['goodbye', somewhere(GOODBYE)],
  ['declined', somewhere(DECLINED)],
  ['thanks', somewhere(THANKS)],
  ['unclear', new RegExp(`^(?:(?:${GREETING}|please|pls) )*${UNCLEAR}(?: (?:${UNCLEAR}|${GREETING}|please|pls))*$`)],
  ['greeting', somewhere(GREETING)],
  ['acknowledgement', somewhere(ACKNOWLEDGEMENT)],
]

/** Emoji speak for themselves; what is left is a question mark or dots. */
function wordless(text: string): SmallTalk | null {
  if (text.trim() === '' || /\p{L}|\p{N}/u.test(text)) return null
  if (/\u{1F64F}|\u2764/u.test(text)) return 'thanks'
  if (/[\u{1F61E}-\u{1F62D}\u{1F641}\u{2639}\u{1F92C}\u{1F494}\u{1F44E}\u{1F595}\u{1F64D}]|:\(|:-\(|;\(/u.test(text)) return 'upset'
  return /[\u{1F600}-\u{1F60D}\u{1F642}\u{1F643}\u{1F970}\u{1F44D}\u{1F44C}\u{1F44F}\u{1F389}\u{1F917}\u{1F929}\u263A\u2714\u2705]|:\)|:-\)|;\)/u.test(text) ? 'acknowledgement' : 'unclear'
}

function somewhere(pattern: string): RegExp {
  return new RegExp(`(?:^| )${pattern}(?: |$)`)
}

function isClosure(text: string, plain: string): boolean {
  if (text.includes('?') || findWish(text).length > 0) return false
  const rest = plain.replace(/\bno (?:further|more|other) questions?\b|\bno problem\b|\bno worries\b|\bno thanks?\b|^no\b/g, ' ')
  return SOLVED.some((pattern) => pattern.test(plain)) && !OPEN.test(rest) && !DEMANDED.test(rest)
}
