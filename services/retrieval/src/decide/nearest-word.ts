/** The known word that a misspelt one most likely means; undefined when none is close. Of equally close ones, the most frequent. */
export function nearestWord(word: string, known: ReadonlyMap<string, number>): string | undefined {
  if (word.length < 4 || /\d/.test(word)) return undefined;
  const most = word.length >= 8 ? 2 : 1;
  let best: { word: string; distance: number; times: number } | undefined;
  for (const [candidate, times] of known) {
    if (Math.abs(candidate.length - word.length) > most || candidate.length < 4 || candidate[0] !== word[0]) continue;
    const distance = editDistance(word, candidate, most);
    if (distance <= most && (!best || distance < best.distance || (distance === best.distance && times > best.times))) best = { word: candidate, distance, times };
  }
  return best?.word;
}

/** Letters to insert, leave out, change or swap with their neighbour; anything over `most` is `most + 1`. */
function editDistance(one: string, other: string, most: number): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[other.length]!;
}
