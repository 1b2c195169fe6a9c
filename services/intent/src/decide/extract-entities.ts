import { readTokens } from './read-tokens.js'

const AMOUNT =
  /(?:(?<sign>[$€£¥]|\b(?:USD|EUR|GBP|BRL|R\$|CAD|AUD)\s?)\s?(?<after>\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?))|(?<before>\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?)\s?(?<word>[$€£]|\b(?:USD|EUR|GBP|BRL|dollars?|bucks|euros?|pounds?|reais|dolares)\b)/giu
const CURRENCIES: Record<string, string> = {
  $: 'USD', usd: 'USD', dollar: 'USD', dollars: 'USD', bucks: 'USD', dolares: 'USD',
  '€': 'EUR', eur: 'EUR', euro: 'EUR', euros: 'EUR',
  '£': 'GBP', gbp: 'GBP', pound: 'GBP', pounds: 'GBP',
  '¥': 'JPY', r$: 'BRL', brl: 'BRL', reais: 'BRL', cad: 'CAD', aud: 'AUD',
}
const MONTH = '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const DATE = new RegExp(
  `\\b(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[./]\\d{1,2}(?:[./]\\d{2,4})?(?![\\d.,])|\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}(?:,? \\d{4})?|${MONTH} \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?|yesterday|today|tomorrow|last (?:week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday))\\b`,
  'gi',
)
const VAULT_TOKEN = /<(EMAIL|PHONE|CARD|IBAN|SSN|IP|PERSON|ADDRESS)_[^\s<>]{2,64}>/g

/** Why something goes back, the more telling reason first. */
const REASONS: [reason: string, pattern: RegExp][] = [
  ['wrong_item', /\b(?:wrong (?:\w+ )?(?:item|product|order|size|colou?r|one|thing|model|book|shoes?|shirt)|(?:sent|got|received|delivered|shipped)(?: me)? (?:the |a )?(?:wrong|incorrect|different|another)|not what i ordered|incorrect (?:item|product)|articulo equivocado|producto equivocado|falsche(?:r|n|s)? (?:artikel|ware|produkt|grosse)|mauvais (?:article|produit)|(?:item|produto) errado)\b/],
  ['damaged', /\b(?:damaged?|broken|cracked|dented|scratched|torn|smashed|shattered|crushed|leaking|danad[oa]|rot[oa]|beschadigt|kaputt|casse\w*|abime\w*|endommage\w*|danificad[oa]|quebrad[oa])\b/],
  ['defective', /\b(?:defect\w*|faulty|malfunction\w*|(?:doesn't|don't|didn't|does not|not|stopped|isn't|won't) (?:\w+ )?(?:work\w*|turn on|charge|start)|dead on arrival|defectuos[oa]|defekt|funktioniert nicht|defectueu\w+|ne (?:marche|fonctionne) pas|no funciona|nao funciona|com defeito)\b/],
  ['not_as_described', /\b(?:not as (?:described|advertised|shown|pictured|expected|promised)|different (?:from|than|to) (?:the )?(?:picture|photo|description|what)|misleading|looks nothing like|fake|counterfeit|no es como|nicht wie beschrieben|pas conforme|diferente da (?:foto|descricao))\b/],
  ['missing', /\b(?:missing|incomplete|parts? (?:is|are) not|not in the (?:box|package)|empty (?:box|package)|falta\w*|fehlt|fehlen|manque\w*|faltando)\b/],
  ['late', /\b(?:late|delayed?|too long|took forever|overdue|never (?:arrived|came|showed up|received)|(?:hasn't|has not|haven't|didn't|did not|not) (?:yet )?(?:arrived?|received?|come|been delivered)|no ha llegado|tarde|retrasad[oa]|verspatet|nicht angekommen|en retard|pas (?:recu|arrive)|atrasad[oa]|nao chegou)\b/],
  ['no_longer_needed', /\b(?:no longer (?:need\w*|want\w*)|don't (?:need|want|like) (?:it|them|this|the)|do not (?:need|want) (?:it|them)|changed my mind|ordered by mistake|by mistake|by accident|accidentally|bought (?:it )?(?:elsewhere|twice)|found (?:it )?cheaper|doesn't fit|does not fit|too (?:big|small|large|tight|loose|short|long)|ya no (?:lo )?(?:quiero|necesito)|brauche (?:es|ihn|sie|das) nicht|nicht mehr|changer? d'avis|plus besoin|nao (?:preciso|quero) mais|desisti)\b/],
]
/** A reason is only one where something is to go back or be paid back. */
const GOES_BACK = /\b(?:refund\w*|return\w*|money back|reimburs\w*|replac\w*|exchang\w*|send (?:it|them|this) back|reembols\w*|devol\w*|cambi\w*|erstatt\w*|ruckerstatt\w*|zuruck\w*|umtausch\w*|rembours\w*|retour\w*|echang\w*|estorn\w*|trocar|troca|compensat\w*)\b/

const PRODUCTS = new Set(
  'jacket jackets coat coats shirt shirts shoes shoe boots boot sneakers trousers pants jeans dress dresses hoodie sweater socks hat gloves backpack bag bags tent tents mattress pillow blanket duvet lamp lamps desk chair table sofa phone laptop tablet headphones earbuds speaker charger cable keyboard mouse monitor camera watch smartwatch bottle bottles mug kettle grill vacuum bicycle bike helmet skateboard puzzle book books toy perfume vitamins protein supplement supplements stove knife pan thermostat'.split(' '),
)

/** What a text names, by kind: orderId (as the shop writes it, without `#`), amount ("612.00 USD"), date, email, phone …, reason, product. */
export function extractEntities(text: string, orderNumberPattern: RegExp): Record<string, string[]> {
  const found: Record<string, string[]> = {}
  const put = (kind: string, value: string) => {
    const values = (found[kind] ??= [])
    if (!values.includes(value)) values.push(value)
  }
  let rest = text
  for (const match of text.matchAll(VAULT_TOKEN)) put(match[1]!.toLowerCase(), match[0])
  rest = rest.replace(VAULT_TOKEN, ' ')
  for (const match of rest.matchAll(AMOUNT)) put('amount', readAmount(match))
  rest = rest.replace(AMOUNT, ' ')
  for (const match of rest.matchAll(DATE)) put('date', match[0].toLowerCase())
  rest = rest.replace(DATE, ' ')
  for (const match of rest.matchAll(everywhere(orderNumberPattern))) put('orderId', (match[1] ?? match[0]).replace(/^#/, ''))
  const tokens = readTokens(text)
  for (const token of tokens) if (PRODUCTS.has(token)) put('product', token)
  const reason = findReason(tokens.join(' '))
  if (reason) put('reason', reason)
  return found
}

/** Decimal string with two places and the currency's code. */
function readAmount(match: RegExpMatchArray): string {
  const { sign, after, before, word } = match.groups as Record<string, string | undefined>
  const currency = CURRENCIES[(sign ?? word ?? '').trim().toLowerCase()] ?? 'USD'
  const digits = (after ?? before ?? '0').replace(/\s/g, '')
  const decimals = /[.,](\d{1,2})$/.exec(digits)
  const whole = (decimals ? digits.slice(0, decimals.index) : digits).replace(/[.,]/g, '')
  return `${whole}.${(decimals?.[1] ?? '00').padEnd(2, '0')} ${currency}`
}

function everywhere(pattern: RegExp): RegExp {
  return pattern.flags.includes('g') ? pattern : new RegExp(pattern.source, pattern.flags + 'g')
}

function findReason(plain: string): string | null {
  const reason = REASONS.find(([, pattern]) => pattern.test(plain))?.[0]
  if (reason === 'late' || reason === 'missing') return GOES_BACK.test(plain) ? reason : null
  if (reason) return reason
  return GOES_BACK.test(plain) && /\b(?:because|since|as it|reason|weil|porque|parce que)\b/.test(plain) ? 'other' : null
}
