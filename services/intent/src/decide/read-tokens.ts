/** Longest piece of a text that is read, in UTF-16 units: a ticket's point is made early. */
const READ_LIMIT = 4000

/** Words and numbers of a text, lower-cased, without accents. A vault token such as `<EMAIL_7f3a>` is one word, `emailtoken`. */
export function readTokens(text: string): string[] {
  let plain = text.length > READ_LIMIT ? text.slice(0, READ_LIMIT) : text
  if (plain.includes('<')) plain = plain.replace(VAULT_TOKEN, (_, kind: string) => ` ${kind.replace(/_/g, '')}token `)
  plain = plain.toLowerCase()
  if (!ASCII.test(plain)) {
    plain = plain.normalize('NFD').replace(MARKS, '').replace(QUOTES, "'").replace(/ß/g, 'ss')
    return (plain.match(WORDS) ?? []).map(shapeNumber)
  }
  return (plain.match(ASCII_WORDS) ?? []).map(shapeNumber)
}

const VAULT_TOKEN = /<([A-Z]+(?:_[A-Z]+)*)_[^\s<>]{2,64}>/g
const ASCII = /^[\x00-\x7f]*$/
const MARKS = /\p{M}+/gu
const QUOTES = /[’‘´`]/g
const WORDS = /\p{L}+(?:'\p{L}+)?|\p{N}+/gu
const ASCII_WORDS = /[a-z]+(?:'[a-z]+)?|\d+/g

// One order number says no more than another.
function shapeNumber(token: string): string {
  return token.length >= 4 && token.charCodeAt(0) < 58 ? '0000' : token
}
