const scripts: readonly (readonly [name: string, letters: RegExp])[] = [
  ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['Chinese', /\p{Script=Han}/gu],
  ['Thai', /\p{Script=Thai}/gu],
  ['Khmer', /\p{Script=Khmer}/gu],
  ['Lao', /\p{Script=Lao}/gu],
  ['Burmese', /\p{Script=Myanmar}/gu],
];

const tolerated = 0.2;

/** The language of a text that puts no spaces between its words, which the search here cannot take apart; undefined for all others. */
export function unreadableScript(text: string): string | undefined {
  const letters = Math.max(1, text.match(/\p{L}/gu)?.length ?? 0);
  const shares = scripts.map(([name, letterOf]) => ({ name, share: (text.match(letterOf)?.length ?? 0) / letters }));
  const total = shares.reduce((sum, { share }) => sum + share, 0);
  // Japanese mixes its own letters with Chinese ones, and stands first.
  return total > tolerated ? shares.find(({ share }) => share > 0.05)?.name : undefined;
}
