import type { LearningCurve } from './learning-curve.js';

const [width, height, margin] = [520, 300, 44];
const series = [
  { of: 'accuracy', colour: '#1a5fb4' },
  { of: 'macroF1', colour: '#26a269' },
] as const;

/** The learning curve as an SVG image: accuracy and macro-F1 over phrases learnt from. */
export function curveDrawing({ points, heldOut }: LearningCurve): string {
  const x = (at: number) => margin + (points.length > 1 ? (at / (points.length - 1)) * (width - 2 * margin) : 0);
  const y = (share: number) => height - margin - share * (height - 2 * margin);
  const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => `<line x1="${margin}" x2="${width - margin}" y1="${y(share)}" y2="${y(share)}" stroke="#ddd"/><text x="8" y="${y(share) + 4}">${share * 100} %</text>`);
  const steps = points.map(({ phrasesPerIntent, phrases }, at) => `<text x="${x(at)}" y="${height - margin + 18}" text-anchor="middle">${phrasesPerIntent ?? `all (${phrases})`}</text>`);
  const lines = series.map(({ of, colour }, row) => {
    const path = points.map((point, at) => `${x(at).toFixed(1)},${y(point[of]).toFixed(1)}`).join(' ');
    const dots = points.map((point, at) => `<circle cx="${x(at).toFixed(1)}" cy="${y(point[of]).toFixed(1)}" r="4" fill="${colour}"><title>${(point[of] * 100).toFixed(1)} %</title></circle>`);
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}<text x="${width - margin - 90}" y="${height - margin - 28 + row * 16}" fill="${colour}">${of}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui,sans-serif" font-size="11" role="img" aria-label="Learning curve">
<rect width="${width}" height="${height}" fill="#fff"/>${grid.join('')}${steps.join('')}${lines.join('')}
<text x="${width / 2}" y="${height - 6}" text-anchor="middle">phrases of each intent; asked about ${heldOut} others</text></svg>
`;
}
