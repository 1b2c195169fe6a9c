import { extractEntities } from './extract-entities.js'
import { plainText } from './plain-text.js'

const DISPUTE = [
  /\b(?:disput\w+|contest\w* (?:the|this|a) (?:charge|payment)|unauthori[sz]ed|not authori[sz]ed|(?:didn't|did not|never|don't|do not|haven't) (?:authori[sz]e|approve|make|recogni[sz]e|agree|place|order|buy|consent|know)\w*)\b/,
  /\b(?:unknown|strange|mysterious|suspicious|fraudulent|unexpected|incorrect|wrong|extra|unexplained|duplicate|double|second|bogus|false) (?:\w+ )?(?:charges?|payments?|transactions?|debits?|amount|billing)\b/,
  /\b(?:over ?charged|over ?billed|charged (?:me )?(?:\w+ ){0,3}?(?:twice|double|two times|again|too much|instead of|wrongly|by mistake|without|for nothing)|(?:twice|double) (?:charged|billed)|billed (?:me )?(?:\w+ ){0,3}?(?:twice|double|wrongly|instead))\b/,
  /\b(?:charge ?back|fraud\w*|stole|stolen|took|taken) .{0,30}(?:card|account|bank|money|from me)\b|\bcharge ?back\b/,
  /\b(?:no autorice|no reconozco|cobro (?:indebido|duplicado|desconocido)|cobrado (?:dos veces|de mas)|doppelt (?:abgebucht|berechnet)|nicht autorisiert|unbekannte abbuchung|zu viel (?:abgebucht|berechnet)|preleve (?:deux fois|en double)|pas autorise|debit (?:inconnu|non autorise)|cobranca (?:indevida|duplicada|desconhecida)|cobrado (?:duas vezes|em dobro)|nao autorizei|nao reconheco)\b/,
]

/** The amount a customer disputes having been charged ("612.00 USD", the largest one named), or null. */
export function detectDispute(text: string): { amount: string } | null {
  const plain = plainText(text)
  if (!DISPUTE.some((pattern) => pattern.test(plain))) return null
  const amounts = extractEntities(text, /(?!)/).amount ?? []
  const largest = amounts.reduce<string | null>((most, amount) => (most === null || parseFloat(amount) > parseFloat(most) ? amount : most), null)
  return largest === null ? null : { amount: largest }
}
