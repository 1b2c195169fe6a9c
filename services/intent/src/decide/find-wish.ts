import { mendSpelling } from './mend-spelling.js'
import { plainText } from './plain-text.js'

/** Writes a customer may ask for in so many words. */
export type ExplicitWish =
  | 'refund' | 'cancel' | 'change_address' | 'return' | 'exchange' | 'reset_password' | 'change_email' | 'change_phone'

const THING = '(?:(?:my|the|this|that|an?|it|them|these|those|both|all|of|order|item|items|product|number|entire|whole|last|latest|recent|previous|0000|pls|please)\\s+)*'
const CHANGE = '(?:chang(?:e|ing)|(?:make|making) (?:\\w+ )?changes? (?:to|of|in)|updat(?:e|ing)|modify(?:ing)?|edit(?:ing)?|correct(?:ing)?|replace|switch(?:ing)?|amend|fix)'

/** Each wish as an order given, in the five languages. Matched on `plainText`. */
const WISHES: Record<ExplicitWish, RegExp[]> = {
  refund: [
    /(?<!\b(?:my|the|your|our|this|that|no|any|which|about|first|second|last|previous|partial|full) )\b(?:refund (?:me|my|it|this|that|the|them|for|order|please|0000|now|\$|item|both)|refunded\b|(?:want|need|like|request\w*|demand\w*|get|getting|obtain\w*|receive|claim\w*|have|give me|issue|process|have|apply for|claim|ask(?:ing)? for|looking for|make|send)(?: me)? (?:\w+ ){0,3}?(?:refund|reimbursement)\b|^(?:please )?refund\b|(?:refund|reimburse) (?:\w+ ){0,3}?please)\b/,
    /\b(?:want|need|give me|get|return|send|pay)(?: me| back)? (?:\w+ ){0,2}?money back\b|\bmy money back\b|\breimburse me\b/,
    /\b(?:(?:quiero|necesito|solicito|pido|deseo) (?:\w+ ){0,3}?reembols\w*|reembolsen?(?:me)?|devuelvan?me (?:el|mi) dinero|devolucion del dinero)\b/,
    /\b(?:(?:mochte|will|verlange|beantrage|brauche|bitte um) (?:\w+ ){0,4}?(?:ruckerstattung|erstattung|geld zuruck)|geld zuruck|erstatten sie)\b/,
    /\b(?:(?:veux|voudrais|demande|souhaite) (?:\w+ ){0,3}?(?:rembours\w*)|remboursez moi|etre rembourse\w*)\b/,
    /\b(?:(?:quero|preciso|solicito|gostaria) (?:\w+ ){0,3}?(?:reembolso|estorno)|meu dinheiro de volta|reembolsem?)\b/,
  ],
  cancel: [
    new RegExp(`\\bcancel\\w*\\s+(?:my|the|this|that) (?:\\w+ ){1,2}(?:order|purchase)\\b|\\bcancel\\w*\\s+${THING}(?:order|purchase|item|it|this|that|shipment|0000|one)\\b|^(?:please |pls |i want to |i wanna |i need to )*cancel(?: please| it)?$|\\b(?:want|need|like|get|have|please) (?:\\w+ ){0,4}?cancell?ed\\b(?=.{0,5}$)|\\border cancellation\\b`),
    /\b(?:(?:quiero|necesito|deseo|puede\w*|favor|por favor) (?:cancelar|anular)|cancel(?:ar|en|e|a) (?:el |mi |este )?pedido|anul(?:ar|en) (?:el |mi )?pedido)\b/,
    /\b(?:bestellung (?:\w+ ){0,3}?stornier\w+|stornier\w+ sie|bestellung widerrufen)\b/,
    /\bannul(?:er|ez) (?:\w+ ){0,2}?commande\b/,
    /\bcancel(?:ar|em|e) (?:\w+ ){0,2}?(?:pedido|compra|encomenda)\b/,
  ],
  change_address: [
    new RegExp(`\\b${CHANGE} (?:\\w+ ){0,4}?address(?:es)?\\b(?! (?:book|of the store))|\\b(?:ship|send|deliver) (?:it |this |that |them |my \\w+ |the \\w+ |order )*(?:\\w+ )?(?:to|at) (?:a |an |my |this |the )?(?:different|new|other|another|following|correct|work|office|home) (?:\\w+ )?(?:address|place)\\b|\\baddress (?:change|has changed|to be changed|should be|needs to be)\\b|\\bchange of (?:\\w+ ){0,2}?address\\b|\\bnew (?:\\w+ )?address (?:is|would be|will be)\\b|\\b(?:ship|send|deliver) (?:it|this|them|order(?: 0000)?|0000|my order|the order|my package)(?: \\w+)? to (?:\\d|[a-z]+(?: [a-z]+)? \\d)`),
    /\b(?:cambiar|modificar|actualizar) (?:\w+ ){0,3}?direccion\b/,
    /\b(?:liefer|versand)?(?:adresse|anschrift) (?:\w+ ){0,4}?(?:andern|aktualisieren|korrigieren)\b/,
    /\b(?:changer|modifier) (?:\w+ ){0,3}?adresse\b(?! (?:e ?mail|mail))/,
    /\b(?:mudar|alterar|trocar|atualizar) (?:\w+ ){0,3}?endereco\b/,
  ],
  return: [
    /\b(?:want|need|like|wanna|going|have|please|can i|could i|may i|how (?:do|can) i|let me) (?:to )?(?:return|send back)\b|\b(?:return|send back) (?:\w+ ){0,4}?(?:it|this|these|them|item|items|order|product|0000|both)\b|\b(?:send|sending|give|giving) (?:it|this|them|these|the \w+|my \w+) back\b|\b(?:start|open|make|request|initiate|create|arrange|set up) (?:a |my |the )?return\b|\breturn (?:label|request)\b/,
    /\b(?:quiero|necesito|deseo|gustaria) devolver\b|\bdevolver (?:el|la|mi|un|este|esta|los)\b(?! dinero)/,
    /\b(?:zuruckgeben|zurucksenden|zuruckschicken|retournieren|retoure anmelden)\b/,
    /\b(?:retourner|renvoyer|rendre) (?:mon|ma|mes|le|la|les|cet|cette|l')\b/,
    /\b(?:quero|preciso|gostaria de) devolver\b|\bdevolver (?:o|a|meu|minha|este|esse)\b(?! dinheiro)/,
  ],
  exchange: [
    /\b(?:exchange|swap) (?:it|this|these|them|my|the|for|item|order|a|0000|both)\b|\b(?:want|need|like|wanna|request\w*)(?: to| an?| to get an?)? (?:exchange|swap|replacement)\b|\breplace (?:it|this|them|my|the|item)\b|\bsend (?:me )?(?:\w+ ){0,2}?replacement\b|\b(?:different|bigger|smaller|larger|another) size (?:instead|please)\b/,
    /\b(?:quiero|necesito|deseo) cambiar (?:el|la|los|este|esta) (?:producto|articulo|talla|\w+) por\b|\bcambiarlo por\b/,
    /\b(?:umtauschen|austauschen)\b/,
    /\bechanger\b/,
    /\b(?:quero|preciso|gostaria de) trocar (?:o|a|meu|minha|este)\b(?! (?:endereco|senha))/,
  ],
  reset_password: [
    /\b(?:reset|change|recover|restore|renew|new|retrieve|update) (?:\w+ ){0,3}?(?:password|passcode|pass word)\b|\b(?:forgot|forgotten|lost|don't (?:remember|know|have)|can't remember|cannot remember) (?:\w+ ){0,2}?(?:password|passcode)\b|\bpassword (?:reset|recovery)\b/,
    /\b(?:restablecer|cambiar|recuperar|olvide) (?:\w+ ){0,2}?(?:contrasena|clave)\b/,
    /\b(?:passwort|kennwort) (?:\w+ ){0,3}?(?:zurucksetzen|andern|vergessen)\b/,
    /\b(?:reinitialiser|changer|oublie) (?:\w+ ){0,2}?mot de passe\b/,
    /\b(?:redefinir|mudar|trocar|recuperar|esqueci) (?:\w+ ){0,2}?senha\b/,
  ],
  change_email: [
    new RegExp(`\\b${CHANGE} (?:\\w+ ){0,4}?(?:e mail|email|mail address|emailtoken)\\b|\\b(?:new|different) e ?mail(?: address)?(?: is| should| for)\\b`),
    /\b(?:cambiar|actualizar) (?:\w+ ){0,3}?(?:correo|email)\b|\be ?mail ?(?:adresse)? (?:\w+ ){0,3}?andern\b|\b(?:changer|modifier) (?:\w+ ){0,3}?(?:e ?mail|courriel|mail)\b|\b(?:mudar|alterar|trocar) (?:\w+ ){0,3}?e ?mail\b/,
  ],
  change_phone: [
    new RegExp(`\\b${CHANGE} (?:\\w+ ){0,3}?(?:phone|mobile|cell|contact|telephone)(?: phone)?(?: number)?\\b(?! (?:case|cover|charger|order|for))|\\b(?:new|different) (?:phone|mobile) number(?: is| should| for)\\b`),
    /\b(?:cambiar|actualizar) (?:\w+ ){0,3}?(?:telefono|movil|celular)\b|\b(?:telefonnummer|handynummer) (?:\w+ ){0,3}?andern\b|\b(?:changer|modifier) (?:\w+ ){0,3}?(?:telephone|portable)\b|\b(?:mudar|alterar|trocar) (?:\w+ ){0,3}?(?:telefone|celular)\b/,
  ],
}

/** Says that this is exactly what is not wanted, or only talks about it. */
const NEGATED =
  "(?:don't|do not|dont|didn't|did not|doesn't|not|never|no need (?:to|for)|won't|wouldn't|rather than|instead of|without|no quiero|kein\\w*|nicht|ne veux pas|nao quero)"
const NEGATED_BEFORE = new RegExp(`\\b${NEGATED}\\b(?:\\s+\\w+){0,5}$`)
const STARTS_NEGATED = new RegExp(`^(?:\\w+ )?${NEGATED}\\b`)
const ABOUT =
  /\b(?:refund|return|exchange|cancellation|reimbursement) (?:polic\w+|status|terms|conditions|window|period|fees?|process|procedure|options?)\b|\b(?:cancellation|return|restocking) fees?\b|\b(?:politica|politique|richtlinie\w*)\b/g
const PAST =
  /\b(?:where (?:is|'s)|where's|when (?:will|do|is|does)|status of|track|haven't (?:received|got\w*)|have not (?:received|got\w*)|didn't (?:get|receive)|did not (?:get|receive)|still (?:no|waiting for)|waiting for|not (?:yet )?received|donde esta|wo (?:ist|bleibt)|ou est|onde esta) (?:\w+ ){0,3}?(?:refund|reimbursement|money back|return|replacement|exchange|cancel\w*|reembolso|ruckerstattung|erstattung|remboursement|estorno)\b/g
const DONE =
  /\b(?:already (?:\w+ )?(?:cancell?ed|returned|refunded|exchanged|changed|requested|asked for)|i (?:'ve |have )?(?:cancell?ed|returned|exchanged|requested)|i've (?:cancell?ed|returned|exchanged|requested)|was (?:cancell?ed|refunded|returned))(?: (?:my|the|it|an?|this|that|order|item|both|refund|return|exchange|0000))*/g
/** Asks how something stands: "is my refund for 20013 done?" orders no refund. */
const STANDING =
  /^(?:(?:hi|hello|hey|please|so|and|ok) )*(?:can|could|may|might|will|would|should) (?!(?:i|you|u|we|ya) )(?:\w+ ){1,5}?be (?:\w+ )?(?:refunded|reimbursed|returned|exchanged)\b(?!.*\b(?:please|pls)\b)|^(?:(?:hi|hello|hey|please|so|and|ok) )*(?:is|are|was|were|has|have|had|did|why|when|where|any (?:news|update|word))\b|\b(?:know|see|check|tell me|wonder\w*|sure|confirm) (?:if|whether|why|when|that)\b/
const GENERAL =
  /^(?:(?:hi|hello|hey|please|so|and|ok) )*(?:do you|does|what (?:is|are|if|happens)|what's|how (?:long|does|do (?:refunds|returns|you))|is it possible|is there|are there|when can|can (?:customers|people|anyone|one)|if i|would i|will i)\b/

/** The writes a customer asks for in own words; "I don't want a refund" and questions about the rules ask for none. */
export function findWish(text: string): ExplicitWish[] {
  const found = new Set<ExplicitWish>()
  for (const sentence of text.split(/[.!?;\n]+|,?\s+\b(?:but|instead|aber|sondern|pero|mais|mas)\b/iu)) {
    const plain = mendSpelling(plainText(sentence)).replace(ABOUT, ' ').replace(PAST, ' ').replace(DONE, ' ').replace(/ +/g, ' ').trim()
    if (plain === '' || GENERAL.test(plain) || STANDING.test(plain)) continue
    for (const [wish, patterns] of Object.entries(WISHES) as [ExplicitWish, RegExp[]][]) {
      if (patterns.some((pattern) => says(plain, pattern))) found.add(wish)
    }
  }
  // Changing the e-mail address is no change of address.
  if (found.has('change_email') && found.has('change_address') && !/\b(?:shipping|delivery|postal|home|street|billing)\b/.test(plainText(text))) found.delete('change_address')
  return [...found]
}

function says(plain: string, pattern: RegExp): boolean {
  const match = pattern.exec(plain)
  if (!match) return false
  const upTo = plain.slice(Math.max(0, match.index - 40), match.index + match[0].length)
  const before = upTo.slice(0, upTo.length - match[0].length).trimEnd()
  const inside = STARTS_NEGATED.test(match[0]) && !/^(?:don't|dont) (?:remember|know|have)/.test(match[0])
  return !inside && !NEGATED_BEFORE.test(before)
}
