/** Columns side by side, the last one as long as it likes. */
export function table(head: string[], rows: string[][]): string {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => width(line[column] ?? ''))));
  const draw = (line: string[]) => line.map((cell, column) => (column === line.length - 1 ? cell : cell + ' '.repeat(widths[column]! - width(cell)))).join('  ');
  return lines.map((line) => draw(line).trimEnd()).join('\n');
}

function width(text: string): number {
  return [...text].length;
}
