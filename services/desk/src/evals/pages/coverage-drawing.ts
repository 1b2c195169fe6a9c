export interface CoverageStep {
  /** Share of all that is decided without asking anyone dearer. */
  covered: number;
  /** Share of those that is right. */
  right: number;
  /** What this step is: "from confidence 0.85". */
  name: string;
}

const [width, height] = [420, 260];
const [left, bottom] = [44, 34];

/** What certainty costs: the more is passed on to a person or a dearer model (left), the more of the rest is right (up). */
export function coverageDrawing(steps: readonly CoverageStep[], across = 'decided without asking further'): string {
  const lowest = Math.floor(Math.min(0.9, ...steps.map(({ right }) => right)) * 10) / 10;
  const x = (share: number) => (left + share * (width - left - 12)).toFixed(1);
  const y = (share: number) => (height - bottom - ((share - lowest) / (1 - lowest)) * (height - bottom - 12)).toFixed(1);
  const grid = [lowest, (1 + lowest) / 2, 1].map((share) => `<line x1="${left}" x2="${width - 12}" y1="${y(share)}" y2="${y(share)}" stroke="#ddd"/><text x="4" y="${Number(y(share)) + 4}">${Math.round(share * 100)} %</text>`);
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => `<text x="${x(share)}" y="${height - bottom + 16}" text-anchor="middle">${share * 100} %</text>`);
  const dots = steps.map(({ covered, right, name }) => `<circle cx="${x(covered)}" cy="${y(right)}" r="3" fill="#1a5fb4"><title>${name}: ${(covered * 100).toFixed(1)} %, ${(right * 100).toFixed(1)} % right</title></circle>`);
  return `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Share decided and share right">
${grid.join('')}${ticks.join('')}<polyline points="${steps.map(({ covered, right }) => `${x(covered)},${y(right)}`).join(' ')}" fill="none" stroke="#1a5fb4"/>${dots.join('')}
<text x="${width / 2}" y="${height - 4}" text-anchor="middle">${across}</text></svg>`;
}
