import { f1, isRight, type Judged, reliability } from './judged.js';

interface Report {
  title: string;
  figures: object;
  judged: readonly (Judged & { text: string })[];
  outOfScope?: string | undefined;
}

const side = 320;
const shownLabels = 25;
const shownMistakes = 40;

/** A page to look at: figures, reliability diagram, the confusions that matter, and the mistakes that were made with most confidence. */
export function reportPage({ title, figures, judged, outOfScope }: Report): string {
  const inside = judged.filter(({ label }) => label !== outOfScope);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escape(title)}</title>
<style>
body{font:15px/1.5 system-ui,sans-serif;max-width:1100px;margin:2rem auto;padding:0 1rem;color:#1b1f24}
table{border-collapse:collapse;margin:.5rem 0 2rem}td,th{padding:.25rem .6rem;text-align:left;border-bottom:1px solid #e3e6ea}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}h2{margin-top:2rem}.wrong{color:#b3261e}svg text{font:11px system-ui,sans-serif;fill:#555}
</style>
<h1>${escape(title)}</h1>
${table(['', ''], Object.entries(figures).map(([name, value]) => [name, typeof value === 'number' ? round(value) : 'none']))}
<h2>Reliability</h2><p>On the line, a confidence of 0.8 is right 8 times out of 10. The bars are the share of texts in each step.</p>
${diagram(inside)}
<h2>Labels, worst first</h2>
${table(['label', 'texts', 'F1'], worstLabels(inside))}
<h2>Confusions, most frequent first</h2>
${table(['should be', 'was taken for', 'times'], confusions(judged))}
<h2>Wrong with most confidence</h2>
${table(['confidence', 'should be', 'was taken for', 'text'], mistakes(judged))}
</html>
`;
}

function diagram(judged: readonly Judged[]): string {
  const bins = reliability(judged);
  const most = Math.max(...bins.map(({ count }) => count), 1);
  const at = (share: number) => Math.round(share * side);
  const bars = bins.map(({ confidence, count }) => `<rect x="${at(confidence) - 8}" y="${side - at(count / most) * 0.4}" width="16" height="${at(count / most) * 0.4}" fill="#d7e3f4"/>`);
  const dots = bins.map(({ confidence, accuracy }) => `<circle cx="${at(confidence)}" cy="${side - at(accuracy)}" r="5" fill="#1a5fb4"/>`);
  const path = bins.map(({ confidence, accuracy }) => `${at(confidence)},${side - at(accuracy)}`).join(' ');
  return `<svg width="${side + 60}" height="${side + 40}" viewBox="-40 -10 ${side + 60} ${side + 40}" role="img" aria-label="Accuracy by confidence">
<rect width="${side}" height="${side}" fill="#fafbfc" stroke="#ccc"/>${bars.join('')}<line x1="0" y1="${side}" x2="${side}" y2="0" stroke="#999" stroke-dasharray="4"/>
<polyline points="${path}" fill="none" stroke="#1a5fb4"/>${dots.join('')}
<text x="0" y="${side + 16}">0</text><text x="${side - 6}" y="${side + 16}">1</text><text x="${side / 2 - 30}" y="${side + 24}">confidence</text><text x="-36" y="8">right</text></svg>`;
}

function worstLabels(judged: readonly Judged[]): string[][] {
  const labels = [...new Set(judged.map(({ label }) => label))];
  return labels
    .map((label) => ({ label, count: judged.filter((one) => one.label === label).length, score: f1(judged, label) }))
    .sort((a, b) => a.score - b.score)
    .slice(0, shownLabels)
    .map(({ label, count, score }) => [label, String(count), score.toFixed(3)]);
}

function confusions(judged: readonly Judged[]): string[][] {
  const counts = new Map<string, { row: [string, string]; count: number }>();
  for (const one of judged) {
    if (isRight(one)) continue;
    const key = JSON.stringify([one.label, one.predicted]);
    const entry = counts.get(key) ?? { row: [one.label, one.predicted], count: 0 };
    entry.count++;
    counts.set(key, entry);
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).slice(0, shownLabels).map(({ row, count }) => [...row, String(count)]);
}

function mistakes(judged: readonly (Judged & { text: string })[]): string[][] {
  const wrong = judged.filter((one) => !isRight(one)).toSorted((a, b) => b.confidence - a.confidence);
  return wrong.slice(0, shownMistakes).map(({ confidence, label, predicted, text }) => [confidence.toFixed(3), label, predicted, text.slice(0, 300)]);
}

function table(head: string[], rows: readonly string[][]): string {
  const cell = (tag: string, text: string) => `<${tag}${/^[\d.]+$/.test(text) ? ' class="n"' : ''}>${escape(text)}</${tag}>`;
  const body = rows.map((row) => `<tr>${row.map((text) => cell('td', text)).join('')}</tr>`).join('\n');
  return `<table>${head.some(Boolean) ? `<tr>${head.map((text) => cell('th', text)).join('')}</tr>` : ''}${body}</table>`;
}

function round(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
