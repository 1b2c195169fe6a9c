/** Names and figures, one a line, rounded to what can be read. */
export function figureTable(figures: object): string {
  const entries = Object.entries(figures);
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `${name.padEnd(width)}  ${show(name, value)}`).join('\n');
}

function show(name: string, value: unknown): string {
  if (typeof value !== 'number') return value === null ? 'no such texts' : String(value);
  if (Number.isInteger(value)) return String(value);
  return /micro|seconds|ms/i.test(name) ? value.toFixed(value < 10 ? 2 : 0) : value.toFixed(4);
}
