/** Whether two texts say the same address or number: a shop may write it in its own capitals, spaces and punctuation. */
export function sameWords(one: string | null | undefined, other: string): boolean {
  return one !== null && one !== undefined && bare(one) === bare(other);
}

function bare(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}@+]/gu, '');
}
