/** Puts the words back into every string of an event's body: the bus' `reveal` hook, over a Vault of one's own or over the rpc. */
export async function revealBody(body: object, reveal: (texts: string[]) => Promise<string[]>): Promise<object> {
  const texts: string[] = [];
  walk(body, (text) => {
    texts.push(text);
    return text;
  });
  if (!texts.some((text) => text.includes('<'))) return body;
  const revealed = await reveal(texts);
  let at = 0;
  return walk(body, () => revealed[at++]!) as object;
}

/** The value with each string replaced, in a fixed order. */
function walk(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, replace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, walk(member, replace)]));
}
