const fillers = new Set(
  ('a an and any are as at be been by can could did do does for from had has have how i if in is it its me my no not of on or our please so some that the their them then there these they this to us was we were what when where which who why will with would you your' +
    ' whats wheres hows whos thats its long take takes taking way make making give show see seeing find check checking obtain look help ask agent if whether tell dont doesnt didnt cant couldnt wont isnt arent havent hasnt ive youre theres lets u ur pls plz please' +
    ' hi hello hey about want need like get got tell know thanks thank just also am im ive id much many one').split(' '),
);

/** The telling words of a text, in a crude singular, without accents and tokens. */
export function wordsOf(text: string): Set<string> {
  const plain = text.replace(/<[A-Z]+_[0-9a-z_]+>/gi, ' ').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.replace(/['’]/g, '').match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => !fillers.has(word)).map(stemOf));
}

/** A crude singular of one plain word. */
export function stemOf(word: string): string {
  if (word.length > 5 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  for (const end of ['ing', 'ed']) if (word.length > end.length + 3 && word.endsWith(end)) return undouble(word.slice(0, -end.length));
  if (word.length > 4 && /(?:s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && word.endsWith('s') && !word.endsWith('ss')) return dropE(word.slice(0, -1));
  return dropE(word);
}

function dropE(word: string): string {
  return word.length > 4 && word.endsWith('e') ? word.slice(0, -1) : word;
}

function undouble(word: string): string {
  return /([bdgmnprt])\1$/.test(word) ? word.slice(0, -1) : dropE(word);
}
