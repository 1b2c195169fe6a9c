/** The yardstick: BM25 as everybody has it (k1 1.2, b 0.75) over the whole text, no fields, no stemming. Answers ids, best first. */
export function bm25(documents: readonly { id: number; text: string }[]): (question: string) => number[] {
  const read = documents.map(({ id, text }) => ({ id, words: wordsOf(text) }));
  const frequency = new Map<string, number>();
  for (const { words } of read) for (const word of new Set(words)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const average = read.reduce((sum, { words }) => sum + words.length, 0) / read.length;
  const counted = read.map(({ id, words }) => ({ id, length: words.length, counts: countOf(words) }));
  const rarity = (word: string) => Math.log(1 + (read.length - frequency.get(word)! + 0.5) / (frequency.get(word)! + 0.5));
  return (question) => {
    const asked = wordsOf(question).filter((word) => frequency.has(word));
    const scored = counted.map(({ id, length, counts }) => {
      const stretch = 1.2 * (0.25 + (0.75 * length) / average);
      const score = asked.reduce((sum, word) => sum + (rarity(word) * (counts.get(word) ?? 0) * 2.2) / ((counts.get(word) ?? 0) + stretch), 0);
      return { id, score };
    });
    return scored.filter(({ score }) => score > 0).sort((one, other) => other.score - one.score).map(({ id }) => id);
  };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

function countOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
