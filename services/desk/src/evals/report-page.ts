import { coverageSteps } from './coverage-steps.js';
import { f1, isRight, type Judged, reliability } from './judged.js';
import { coverageDrawing } from './pages/coverage-drawing.js';
import { htmlTable } from './pages/html-table.js';
import { pageFrame } from './pages/page-frame.js';

interface Report {
  title: string;
  figures: object;
  judged: readonly (Judged & { text: string })[];
  outOfScope?: string | undefined;
}

const side = 320;
const shownLabels = 25;
const shownMistakes = 40;
const mostInMatrix = 30;

/** A page to look at: figures, reliability diagram, the confusions that matter, and the mistakes that were made with most confidence. */
export function reportPage({ title, figures, judged, outOfScope }: Report): string {
  const inside = judged.filter(({ label }) => label !== outOfScope);
  return pageFrame(title, figures, [
    { title: 'Reliability', note: 'On the line, a confidence of 0.8 is right 8 times out of 10. The bars are the share of texts in each step.', body: diagram(inside) },
    { title: 'Cost and accuracy', note: 'From right to left the classifier decides only when it is surer, and the rest costs a person or a dearer model. Point at a dot for its threshold.', body: coverageDrawing(coverageSteps(judged)) },
    { title: 'Labels, worst first', note: 'How often each was said, how sure the classifier was then on average, and how often it was right: the last two should be alike.', body: htmlTable(['label', 'texts', 'F1', 'said', 'sure', 'right'], worstLabels(judged, inside)) },
    ...(labelsOf(judged).length <= mostInMatrix ? [{ title: 'Confusion matrix', note: 'Rows are what it should be, columns what it was taken for.', body: matrix(judged) }] : []),
    { title: 'Confusions, most frequent first', body: htmlTable(['should be', 'was taken for', 'times'], confusions(judged)) },
    { title: 'Wrong with most confidence', body: htmlTable(['confidence', 'should be', 'was taken for', 'text'], mistakes(judged)) },
  ]);
}

function labelsOf(judged: readonly Judged[]): string[] {
  return [...new Set(judged.flatMap(({ label, predicted }) => [label, predicted]))].sort();
}

function matrix(judged: readonly Judged[]): string {
  const labels = labelsOf(judged);
  const count = (label: string, predicted: string) => judged.filter((one) => one.label === label && one.predicted === predicted).length;
  return htmlTable(['', ...labels], labels.map((label) => [label, ...labels.map((predicted) => String(count(label, predicted) || ''))]));
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

function worstLabels(judged: readonly Judged[], inside: readonly Judged[]): string[][] {
  const labels = [...new Set(inside.map(({ label }) => label))];
  return labels
    .map((label) => ({ label, count: inside.filter((one) => one.label === label).length, score: f1(inside, label), said: judged.filter(({ predicted }) => predicted === label) }))
    .sort((a, b) => a.score - b.score)
    .slice(0, shownLabels)
    .map(({ label, count, score, said }) => [label, String(count), score.toFixed(3), String(said.length), mean(said.map(({ confidence }) => confidence)), mean(said.map((one) => Number(isRight(one))))]);
}

function mean(numbers: readonly number[]): string {
  return numbers.length === 0 ? '' : (numbers.reduce((sum, number) => sum + number, 0) / numbers.length).toFixed(3);
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
