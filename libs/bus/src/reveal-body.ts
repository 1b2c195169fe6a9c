const token = /<[A-Z]+(?:_\d{4})?_[0-9a-f]{10}>/;

/** A body, or a list of them, with the words of its tokens in their place; one call for all its texts, none where there is no token. */
export async function revealBody<Body extends object>(body: Body, reveal: (texts: string[]) => Promise<string[]>): Promise<Body> {
  const texts: string[] = [];
  eachText(body, (text) => (token.test(text) ? (texts.push(text), text) : text));
  if (texts.length === 0) return body;
  const revealed = await reveal(texts);
  let at = 0;
  return eachText(body, (text) => (token.test(text) ? revealed[at++]! : text)) as Body;
}

/** A copy, each of its strings replaced. */
function eachText(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((item) => eachText(item, replace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, eachText(member, replace)]));
}
