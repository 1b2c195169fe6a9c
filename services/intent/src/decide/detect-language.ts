import { readTokens } from './read-tokens.js'

export type Language = 'en' | 'es' | 'de' | 'fr' | 'pt' | 'other'

/** Words that tell the languages apart, without accents; what two share tells little and is left out or listed in both. */
const WORDS: Record<Exclude<Language, 'other'>, Set<string>> = {
  en: words(
    "the a an is are was were my your i you it he she we they this that these those and or but not to of for in on with from at by have has had do does did don't doesn't didn't can can't could would will what where when why how who which please thanks thank hello hi hey order refund want need get got where's it's i'm i've haven't hasn't there been about just still any help if so as be am no yes ok okay account password delivery return cancel money track item shipping product package late would like change me tell show call give excuse people only some something into out up down over again more than then now here after before other",
  ),
  es: words(
    'el la los las un una unos unas es son esta estan mi mis su sus tu yo usted y o pero no de del al en con por para que donde cuando como quien cual porque hola gracias quiero necesito puedo puede tengo tiene pedido reembolso devolver devolucion cuenta contrasena paquete envio ha he han hay muy ya aun todavia buenos dias buenas favor hace dinero cancelar lo mas hasta cuanto llega llegado recibido estoy',
  ),
  de: words(
    'der die das den dem des ein eine einen einem einer ist sind war mein meine meinen meiner meinem ihr ihre ich sie du wir und oder aber nicht kein keine zu von fur in im auf mit aus bei bis wo wann warum wie wer was welche bitte danke hallo mochte will kann konnen habe hat haben wird werden wurde bestellung bestellt ruckerstattung konto passwort paket lieferung geld noch immer schon es mir mich um auch wenn guten tag dass gibt stornieren zuruck',
  ),
  fr: words(
    'le la les un une des est sont mon ma mes votre vos je vous nous il elle ils et ou mais ne pas de du au aux en dans avec pour par sur que qui quand comment pourquoi quel quelle bonjour bonsoir merci veux voudrais peux peut pouvez ai avez suis commande remboursement compte colis livraison toujours encore recu s\'il plait c\'est j\'ai n\'ai n\'est qu\'est d\'un l\'ai argent annuler cette ce',
  ),
  pt: words(
    'o os as um uma uns e sao esta estao meu minha meus minhas seu sua eu voce voces nao de do da dos das no na nos nas em com por para que onde quando como quem qual porque ola oi obrigado obrigada quero preciso posso pode tenho tem pedido reembolso devolver devolucao conta senha encomenda entrega foi ha muito ja ainda bom dia boa favor faz dinheiro cancelar isso gostaria chegou recebi ate mais estou cade',
  ),
}
/** Letters that only some of them write. */
const LETTERS: [RegExp, Exclude<Language, 'other'>[]][] = [
  [/[¿¡ñ]/i, ['es']],
  [/[ßäö]/i, ['de']],
  [/[ãõ]/i, ['pt']],
  [/[œèêîûù]/i, ['fr']],
  [/ç/i, ['fr', 'pt']],
]
const OTHER_SCRIPT = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}]/gu

/** The language of a text by its script and most frequent words; short or wordless texts count as English. */
export function detectLanguage(text: string): Language {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  if (letters > 0 && (text.match(OTHER_SCRIPT)?.length ?? 0) * 2 > letters) return 'other'
  const tokens = readTokens(text).filter((token) => /^\p{L}/u.test(token) && !token.endsWith('token'))
  const scores = Object.entries(WORDS).map(([language, known]) => ({
    language: language as Exclude<Language, 'other'>,
    score: tokens.filter((token) => known.has(token)).length,
  }))
  for (const [pattern, languages] of LETTERS) {
    if (pattern.test(text)) for (const one of scores) if (languages.includes(one.language)) one.score += 1.5
  }
  // English comes first in the list and wins a tie.
  scores.sort((a, b) => b.score - a.score)
  const best = scores[0]!
  // A long text of which hardly a word is known is in none of the five.
  if (tokens.length >= 5 && best.score / tokens.length < 0.12) return foreign(text, tokens) ? 'other' : 'en'
  return best.score > 0 ? best.language : 'en'
}

function words(list: string): Set<string> {
  return new Set(list.split(' '))
}

/** Dutch, Italian, Polish, Swedish, Turkish … by their own frequent words or letters; else misspelt English is likelier. */
function foreign(text: string, tokens: string[]): boolean {
  const known = tokens.filter((token) => FOREIGN.has(token)).length
  return known >= 2 || /[ąęłśżźćńőűşğıøåæ]/i.test(text)
}

const FOREIGN = words(
  'het een niet mijn waar wat hoe ik van voor dat zijn heb bestelling graag il lo gli sono non che mio mia dove quando come ordine vorrei grazie per della nie jest moje gdzie kiedy zamowienie prosze czy jag inte och min var nar ar det min bir nerede ne zaman degil siparisim icin ve saya tidak yang pesanan dimana',
)
