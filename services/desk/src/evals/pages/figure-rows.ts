/** Figures as rows of a table, rounded to what can be read; lists and records are left to others. */
export function figureRows(figures: object): string[][] {
  return Object.entries(figures)
    .filter(([, value]) => value === null || typeof value !== 'object')
    .map(([name, value]) => [name, typeof value === 'number' ? String(Number(value.toPrecision(4))) : value === null ? 'no such texts' : String(value)]);
}
