const vowel = /[aeiouy]/;

const irregular: Readonly<Record<string, string>> = {
  bought: 'buy', sent: 'send', paid: 'pay', forgot: 'forget', forgotten: 'forget', stole: 'steal', stolen: 'steal', torn: 'tear', worn: 'wear', chose: 'choos', chosen: 'choos',
};

/** Brings the forms of an English word together: returns, returned, returning; delivery, deliveries, delivered. Harmless on other languages. */
export function stemWord(word: string): string {
  if (word.length <= 3 || /\d/.test(word)) return word;
  const regular = irregular[word];
  if (regular) return regular;
  return endOf(withoutEnding(singular(word)));
}

function singular(word: string): string {
  if (!word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:x|ch|sh|ss|zz)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

function withoutEnding(word: string): string {
  for (const ending of ['ability', 'ibility', 'ation', 'able', 'ible', 'ment', 'ing', 'ed', 'ly']) {
    const stem = word.slice(0, -ending.length);
    if (word.endsWith(ending) && stem.length >= 3 && vowel.test(stem)) return stem;
  }
  return word;
}

function endOf(stem: string): string {
  if (stem.length < 4) return stem;
  const last = stem.at(-1)!;
  if (last === 'e' || last === 'y') return stem.slice(0, -1);
  return last === stem.at(-2) ? stem.slice(0, -1) : stem;
}
