/** Digits with what may stand between them: amounts, dates, times, ids. */
const figure = /\d(?:[\d.,:/]*\d)?/g;
const isoDay = /(\d{4})-(\d\d)-(\d\d)(?=T|\b)/g;

/**
 * Figures, dates and ids of a reply that stand in none of the sources: what tools gave, what the shop has on the customer, the cited documents,
 * the shop's fixed words. Written apart from the desk's own check of drafts, so that one does not vouch for the other.
 */
export function unsupportedFigures(reply: string, sources: readonly string[]): string[] {
  const known = new Set(sources.flatMap((source) => [...figuresIn(source), ...daysIn(source)]));
  return figuresIn(reply).filter((found) => !known.has(found));
}

function figuresIn(text: string): string[] {
  return (text.match(figure) ?? []).map((found) => {
    const plain = found.replace(/,(?=\d{3}(?!\d))/g, '');
    return /^\d+\.\d+$/.test(plain) ? String(Number(plain)) : plain;
  });
}

/** As customers read them: month/day, with the year or without. */
function daysIn(text: string): string[] {
  return [...text.matchAll(isoDay)].flatMap(([, year, month, day]) => [`${month}/${day}`, `${month}/${day}/${year}`]);
}
