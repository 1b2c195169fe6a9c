export interface Rating {
  /** 1-5. */
  readonly stars: number;
  /** More than a rating and its thanks: it is also a message to be answered. */
  readonly asksMore: boolean;
}

const numbers: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, five: 5 };
const shape = /^(?:(?:my )?rating:? )?([1-5]|one|two|three|four|five)(?: ?(?:\/|out of) ?(?:5|five))?(?: stars?)?(?<words>$|[\s]*[-\u2013\u2014,.!:;)(].*| (?:thanks?|thank you|thx|cheers)\b.*)$/isu;
const mostWords = 100;

/** What a customer types when asked for a rating: "5", "4/5", "4 - thanks", "five stars!". Null: something else, "1 more thing" for one. */
export function readRating(text: string): Rating | null {
  const found = shape.exec(text.trim());
  if (!found) return null;
  const figure = found[1]!.toLowerCase();
  const stars = numbers[figure] ?? Number(figure);
  const words = found.groups!['words']!;
  const isUnhappy = stars < 3 && /\p{L}/u.test(words);
  return { stars, asksMore: isUnhappy || /[?\d]/u.test(words) || words.length > mostWords };
}
