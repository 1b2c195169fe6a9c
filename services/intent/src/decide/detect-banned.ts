import { detectLegal } from './detect-legal.js'
import { plainText } from './plain-text.js'

/** What the desk never serves itself. */
export type BannedIntent = 'account_deletion' | 'account_takeover' | 'legal_threat'

const DELETION = [
  /\b(?:delet\w*|remov\w*|eras\w*|clos\w*|terminat\w*|deactivat\w*|shut down|get rid of|wipe|cancel\w*|disable)\b(?: \w+){0,4}? (?:accounts?|profile|personal (?:data|information|info)|(?:all )?my (?:personal )?(?:data|information|info|details))\b/,
  /\b(?:accounts?|profile|personal data|my data)\b.{0,25}\b(?:deleted|removed|erased|closed|terminated|deactivated|deletion|wiped)\b/,
  /\b(?:don't|do not|dont|no longer) (?:want|need|use) (?:\w+ ){0,3}?(?:accounts?|acount|profile)\b(?! (?:number|manager|details))/,
  /\b(?:accounts?|profile)\b(?: \w+){0,8}? (?:delete|remove|close|erase|deactivate|terminate) it\b/,
  /\b(?:right to (?:be forgotten|erasure)|account (?:deletion|closure|removal)|data (?:deletion|erasure))\b/,
  /\b(?:eliminar|borrar|cerrar|dar de baja)\b(?: \w+){0,3}? (?:cuenta|perfil|datos)\b/,
  /\b(?:konto|kundenkonto|account|profil|daten)\b(?: \w+){0,3}? (?:loschen|geloscht|schliessen|kundigen)\b|\bloschen sie (?:mein|bitte mein|meine)\b/,
  /\b(?:supprimer|fermer|cloturer|effacer)\b(?: \w+){0,3}? (?:compte|profil|donnees)\b/,
  /\b(?:excluir|apagar|deletar|encerrar|cancelar)\b(?: \w+){0,3}? (?:conta|perfil|dados)\b/,
]
/** Something in the account, not the account; or a fear that it was, or will be, deleted. */
const NOT_DELETION = [
  /\b(?:delet\w*|remov\w*|eras\w*|cancel\w*)\b(?: \w+){0,3}? (?:from|in|on|off) (?:my |the )?(?:account|profile)\b/,
  /\b(?:don't|do not|dont|not to|never|without|didn't|did not|wasn't) (?:\w+ )?(?:delet\w*|clos\w*|remov\w*|cancel\w*|deactivat\w*|losing)\b/,
  /\b(?:why (?:was|is|did|has|were)|you (?:have )?(?:deleted|closed|deactivated|removed|disabled)|(?:was|got|been|were) (?:\w+ )?(?:deleted|closed|deactivated|disabled|removed)|reactivat\w*|restore|undelete|recover)\b/,
  /\b(?:delet\w*|remov\w*|clos\w*|cancel\w*) (?:my |the |an |this )?(?:account )?(?:orders?|address|card|payment|items?|subscription|e ?mail|number|phone)\b/,
]
/** Somebody else is in the account: nobody may then be trusted to be the customer, so people look at it. */
const TAKEOVER = [
  /\b(?:accounts?|acount|profile|login|password)(?:'s)?(?: \w+){0,5}? (?:hacked|compromised|breached|hijacked|stolen|taken over|broken into)\b/,
  /\b(?:hacked|hijacked|broke|broken|breaking|hacking) (?:in ?to )?(?:my |our )?(?:accounts?|acount|profile)\b|\b(?:i've been|i was|i got|have been|been|got) hacked\b/,
  /\b(?:someone|somebody|stranger|person|people|anyone)(?: else)?\b(?: \w+){0,4}? (?:logged|signed|logging|signing|got|gotten|getting) (?:in ?to|on to|into) my (?:accounts?|acount|profile)\b/,
  /\bwho (?:has |have |the hell )?(?:changed|accessed|logged in ?to) my (?:accounts?|profile|login|password|e ?mail)\b/,
  /\b(?:someone|somebody|a stranger)(?: else)?\b(?: \w+){0,3}? (?:access to|control of|is in|is using|used|ordered (?:\w+ ){0,3}(?:with|from|through)) my (?:accounts?|acount|profile)\b/,
  /\b(?:han hackeado|me hackearon|cuenta hackeada)\b|\b(?:konto|account) (?:\w+ ){0,2}?gehackt\b|\bcompte (?:\w+ ){0,2}?(?:pirate|hacke)\b|\bconta (?:\w+ ){0,2}?(?:hackeada|invadida)\b/,
]
const THREAT =
  /\b(?:or (?:else )?|will|i'll|going to|gonna|prepared to|if (?:you|i) (?:don't|do not)|otherwise|unless|hear from|hearing from|consider(?:ing)?|ready to|forced to|intend to|contact(?:ing|ed)?|see you|sue|suing|filing|file|take|taking|demandar|verklag\w*|anwalt|avocat|processar|abogado|advogado)\b/

/** The banned matter of a text, or null. A mention of the law is a threat only when something is announced. */
export function detectBanned(text: string): BannedIntent | null {
  const plain = plainText(text)
  if (detectLegal(text) && THREAT.test(plain)) return 'legal_threat'
  if (TAKEOVER.some((sign) => sign.test(plain))) return 'account_takeover'
  if (DELETION.some((wish) => wish.test(plain)) && !NOT_DELETION.some((other) => other.test(plain))) return 'account_deletion'
  return null
}
