import type { Detection, DetectorFigures } from './detections.js';
import type { ThresholdPoint } from './evaluate-safety.js';
import { htmlTable } from './pages/html-table.js';
import { pageFrame } from './pages/page-frame.js';

interface Report {
  title: string;
  figures: object;
  kinds: readonly DetectorFigures[];
  detections: readonly Detection[];
  curves?: readonly ThresholdPoint[];
}

const shown = 40;
const longest = 200;
const share = (value: number | null) => (value === null ? '' : `${(value * 100).toFixed(1)} %`);

/** A page about detectors: what each finds, at what price, what it missed and what it took for it. */
export function detectorPage({ title, figures, kinds, detections, curves = [] }: Report): string {
  if (kinds.length === 0) return pageFrame(title, figures, [{ title: 'Nothing to compare with', body: '<p>No line says what is there to be found, so nothing can be said of misses and false alarms.</p>' }]);
  const rows = (outcome: Detection['outcome']) => detections.filter((one) => one.outcome === outcome).slice(0, shown).map(({ kind, words, text }) => [kind, words.slice(0, longest), text === words ? '' : text.slice(0, longest)]);
  return pageFrame(title, figures, [
    { title: 'By kind', body: htmlTable(['kind', 'meant', 'precision', 'recall', 'F2', 'false alarms'], kinds.map(({ kind, meant, precision, recall, f2, falseAlarms }) => [kind, String(meant), share(precision), share(recall), f2.toFixed(3), share(falseAlarms)])) },
    ...(curves.length > 0 ? [{ title: 'Cost and accuracy', note: 'What another threshold would catch, and how many harmless texts it would stop.', body: htmlTable(['kind', 'threshold', 'caught', 'false alarms'], curves.map(({ kind, threshold, recall, falseAlarms }) => [kind, threshold.toFixed(2), share(recall), share(falseAlarms)])) }] : []),
    { title: 'Missed', body: htmlTable(['kind', 'words', 'in'], rows('miss')) },
    { title: 'False alarms', body: htmlTable(['kind', 'words', 'in'], rows('falseAlarm')) },
  ]);
}
