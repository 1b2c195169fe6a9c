const words: Readonly<Record<string, number>> = { half: 1 / 2, third: 1 / 3, quarter: 1 / 4 };

/** The part of an order's price that a customer asks back, between 0 and 1: "half of it", "20%"; null where none is named. */
export function readShare(text: string): number | null {
  const word = /\b(?<!\b(?:past|an?|and a|first|second|other|the other|better) )(half)\b(?!\s+(?:an?|hour|past|day|price|size|the (?:time|day)))|\ba (third|quarter)\b(?= of\b)/i.exec(text);
  const named = (word?.[1] ?? word?.[2])?.toLowerCase();
  if (named !== undefined) return words[named] ?? null;
  const percent = /\b(\d{1,2})\s?(?:%|percent|per cent)/i.exec(text)?.[1];
  const share = Number(percent ?? 0) / 100;
  return share > 0 && /\b(?:refund\w*|back|reimburse\w*|of (?:it|the|my|order|\d))\b/i.test(text) ? share : null;
}
