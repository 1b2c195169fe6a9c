import type { CascadeFigures } from './evaluate-cascade.js';

interface Point extends CascadeFigures {
  readonly model: string;
  readonly sureFrom: number;
}

const [width, height, margin] = [640, 380, 56];
const colours = ['#1a5fb4', '#26a269', '#e66100', '#813d9c', '#a51d2d'];

/** The cost-accuracy curve as an HTML page: what a model for the unsure messages brings, over what it costs. */
export function cascadePage({ curve, texts }: { curve: readonly Point[]; texts: number }): string {
  const mostUsd = Math.max(...curve.map(({ usdPer1000Tickets }) => usdPer1000Tickets), 0.001);
  const least = Math.floor(Math.min(...curve.map(({ accuracy }) => accuracy)) * 20) / 20;
  const x = ({ usdPer1000Tickets }: Point) => margin + (usdPer1000Tickets / mostUsd) * (width - 2 * margin);
  const y = (accuracy: number) => height - margin - ((accuracy - least) / (1 - least)) * (height - 2 * margin);
  const models = [...new Set(curve.map(({ model }) => model))];
  const lines = models.map((model, at) => {
    const points = curve.filter((point) => point.model === model);
    const colour = colours[at % colours.length];
    const path = points.map((point) => `${x(point).toFixed(1)},${y(point.accuracy).toFixed(1)}`).join(' ');
    const dots = points.map((point) => `<circle cx="${x(point).toFixed(1)}" cy="${y(point.accuracy).toFixed(1)}" r="4" fill="${colour}"><title>sure from ${point.sureFrom}: ${percent(point.accuracy)}, $${point.usdPer1000Tickets.toFixed(3)}</title></circle>`);
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}<text x="${width - margin - 130}" y="${height - margin - 12 - 16 * (models.length - 1 - at)}" fill="${colour}">${escape(model)}</text>`;
  });
  const grid = [least, (least + 1) / 2, 1].map((accuracy) => `<line x1="${margin}" x2="${width - margin}" y1="${y(accuracy)}" y2="${y(accuracy)}" stroke="#ddd"/><text x="8" y="${y(accuracy) + 4}">${percent(accuracy)}</text>`);
  const rows = curve.map((point) => `<tr><td>${escape(point.model)}<td>${point.sureFrom}<td>${percent(point.accuracy)}<td>${point.macroF1.toFixed(3)}<td>${point.ece.toFixed(3)}<td>${percent(point.asked)}<td>${point.callsPerTicket.toFixed(3)}<td>$${point.usdPer1000Tickets.toFixed(3)}`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Cascade</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:900px;margin:2rem auto;padding:0 1rem}td,th{padding:.2rem .7rem;text-align:right;border-bottom:1px solid #e3e6ea}table{border-collapse:collapse}</style>
<h1>What a model brings and costs</h1><p>${texts} texts. Each line is a pair of tiers, each dot a confidence from which the classifier decides alone.</p>
<svg width="${width}" height="${height}" font-family="system-ui,sans-serif" font-size="11" role="img" aria-label="Accuracy over cost">${grid.join('')}${lines.join('')}
<text x="${margin}" y="${height - 20}">$0</text><text x="${width - margin}" y="${height - 20}" text-anchor="end">$${mostUsd.toFixed(2)} for 1,000 tickets</text></svg>
<table><tr><th>core, heavy<th>sure from<th>accuracy<th>macro-F1<th>calibration error<th>asked<th>calls a ticket<th>1,000 tickets</tr>${rows.join('</tr>')}</tr></table></html>
`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
